import { accessSync, constants } from 'node:fs'
import { config as dotenv } from 'dotenv'
import { askSettings, type AskSettings } from './ask.ts'
import { databaseNames, databaseSettings, type DatabaseName, type DatabaseSettings } from './databases.ts'
import { readVariables, type Environment } from './environment.ts'
import { securitySettings, type SecuritySettings } from './security.ts'
import {
  bedrockAgentSettings, endpointSettings, purchasesSettings, redshiftSettings, type BedrockAgentSettings,
  type EndpointSettings, type PurchasesSettings, type RedshiftSettings
} from './services.ts'

/** What the app is built from. A larger part has its type and its reader in a file of its own in this folder. */
export interface Config {
  inLambda: boolean
  environment: string
  logLevel: Environment['LOG_LEVEL']
  /** Whether the numbers of log lines are CloudWatch metrics too. */
  metrics: boolean
  host: string
  port: number
  dataDir: string
  /** `warehouse` is the database of the embedded warehouse, outside Lambda. */
  databases: Record<DatabaseName, DatabaseSettings | null>
  warehouse: RedshiftSettings | null
  /** SageMaker's endpoints. */
  models: Record<'tickets' | 'venues', EndpointSettings | null>
  /** The Bedrock agent behind /chat. */
  chat: BedrockAgentSettings | null
  statementTimeoutMs: number
  security: SecuritySettings
  sales: { sqlFile: string | null }
  ask: AskSettings
  events: { strict: boolean, maxBulk: number }
  purchases: PurchasesSettings
  /** Which of the cloud services are set up, by the name that /health gives them. */
  cloud: Record<
    'redshift' | 'bedrock_agent' | 'sagemaker_venue' | 'sagemaker_ticket' | 'gemini' | 'purchases_bucket', boolean
  >
}

/**
 * Something that only whoever starts the app can put right, told in full by its message: one line for each wrong
 * variable, and no secret value.
 */
export class ConfigError extends Error {
  constructor (lines: string[]) {
    super(lines.join('\n'))
    this.name = 'ConfigError'
  }
}

/**
 * Reads the configuration from `env` (`process.env` where none is given; the only place that reads it).
 * Unset and empty variables are the same. Throws ConfigError.
 */
export function loadConfig (env: Record<string, string | undefined> = process.env): Config {
  const problems: string[] = []
  const variables = readVariables(env, problems)
  const security = securitySettings(variables, problems)
  const databases = readDatabases(variables, problems)
  const ask = askSettings(variables, problems)
  checkFile('SALES_SQL_FILE', variables.SALES_SQL_FILE, problems)
  checkFile('ASK_GLOSSARY', variables.ASK_GLOSSARY, problems)
  if (problems.length > 0) throw new ConfigError([...new Set(problems)])
  const cloud = {
    warehouse: redshiftSettings(variables),
    models: {
      tickets: endpointSettings(variables.SAGEMAKER_TICKET_ENDPOINT, variables),
      venues: endpointSettings(variables.SAGEMAKER_VENUE_ENDPOINT, variables)
    },
    chat: bedrockAgentSettings(variables),
    ask,
    purchases: purchasesSettings(variables)
  }
  const inLambda = variables.AWS_LAMBDA_FUNCTION_NAME !== undefined
  return {
    inLambda,
    environment: variables.ENVIRONMENT,
    logLevel: variables.LOG_LEVEL,
    metrics: variables.METRICS === undefined ? inLambda : variables.METRICS === 'emf',
    host: variables.HOST,
    port: variables.PORT,
    dataDir: variables.DATA_DIR,
    databases,
    ...cloud,
    statementTimeoutMs: variables.DB_STATEMENT_TIMEOUT * 1000,
    security,
    sales: { sqlFile: variables.SALES_SQL_FILE ?? null },
    events: { strict: variables.EVENTS_STRICT, maxBulk: variables.MAX_BULK_EVENTS },
    cloud: {
      redshift: cloud.warehouse !== null,
      bedrock_agent: cloud.chat !== null,
      sagemaker_venue: cloud.models.venues !== null,
      sagemaker_ticket: cloud.models.tickets !== null,
      gemini: cloud.ask.gemini !== null,
      purchases_bucket: cloud.purchases.bucket !== null
    }
  }
}

/** Puts the variables of `.env`, where there is such a file, beside the ones that are set; those win. */
export function loadEnvFile (): void {
  dotenv({ quiet: true })
}

/** The X-Ray trace of the invocation under way: the Lambda runtime sets this variable anew for each. */
export function currentTraceId (): string | undefined {
  return process.env['_X_AMZN_TRACE_ID']
}

function checkFile (variable: string, path: string | undefined, problems: string[]): void {
  if (path === undefined) return
  try {
    accessSync(path, constants.R_OK)
  } catch {
    problems.push(`${variable} names a file that cannot be read: ${path}`)
  }
}

function readDatabases (variables: Environment, problems: string[]): Config['databases'] {
  const databases: Config['databases'] = { sales: null, events: null, warehouse: null, ask: null }
  for (const name of databaseNames) {
    try {
      databases[name] = databaseSettings(name, variables)
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
  }
  return databases
}
