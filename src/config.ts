import { accessSync, constants } from 'node:fs'
import { config as dotenv } from 'dotenv'
import { Parse } from 'typebox/schema'
import { readVariables, type Environment } from './environment.ts'
import { apiKeysSchema, type ApiKey } from './http/api-keys.ts'
import type { GeminiSettings } from './ask/writer/gemini.ts'
import type { BedrockAgentSettings } from './concerts/concierge/bedrock.ts'
import type { EndpointSettings } from './concerts/predictor/sagemaker.ts'
import type { RedshiftSettings } from './concerts/warehouse/redshift.ts'
import type { AthenaSettings } from './purchases/engine/athena.ts'
import { askOwner, databaseSettings, type DatabaseName, type DatabaseSettings } from './postgres/settings.ts'

export type AuthMode = 'api-key' | 'jwt'

export interface Config {
  inLambda: boolean
  environment: string
  logLevel: Environment['LOG_LEVEL']
  host: string
  port: number
  dataDir: string
  /** `warehouse` is what stands in for Redshift outside Lambda. */
  databases: Record<DatabaseName, DatabaseSettings | null>
  warehouse: RedshiftSettings | null
  /** SageMaker's endpoints. */
  models: Record<'tickets' | 'venues', EndpointSettings | null>
  /** The Bedrock agent behind /chat. */
  chat: BedrockAgentSettings | null
  statementTimeoutMs: number
  security: {
    /** Empty: every caller is let in. */
    auth: AuthMode[]
    /** Whether AUTH was written out or is the default of the place the app runs in. */
    authIsDefault: boolean
    apiKeys: ApiKey[]
    apiKeysSecretArn: string | null
    jwt: { issuer: string, audience: string[], scopeClaim: string, tenantClaim: string } | null
    corsOrigins: string[]
    /** Requests a minute and caller; null where nothing but this machine can call. */
    rateLimit: number | null
  }
  sales: { sqlFile: string | null }
  ask: {
    /** null: the writer's stand-in, where one may be used. */
    gemini: GeminiSettings | null
    schemas: string[] | null
    functions: string[]
    statementTimeoutMs: number
    maxBytes: number
    costCeiling: number
    readerPassword: string | null
    /** A file of synonyms for the embedded writer. */
    glossaryFile: string | null
    /** Who makes the reader's role; null where the database is used as it is. */
    owner: DatabaseSettings | null
  }
  events: { strict: boolean, maxBulk: number }
  purchases: {
    /** null: a folder, where a stand-in may be used. */
    bucket: string | null
    stage: string
    currency: string
    /** null: DuckDB beside a folder, nothing beside a bucket. */
    athena: AthenaSettings | null
  }
  /** Which of the cloud services are set up, by the name that /health gives them. */
  cloud: Record<'redshift' | 'bedrock_agent' | 'sagemaker_venue' | 'sagemaker_ticket' | 'gemini' | 'purchases_bucket', boolean>
}

/** The environment does not fit; the message has one line for each wrong variable and no secret value. */
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
  const lines: string[] = []
  const variables = readVariables(env, lines)
  const apiKeys = parseApiKeys(variables.API_KEYS, lines)
  const databases = parseDatabases(variables, lines)
  checkFile('SALES_SQL_FILE', variables.SALES_SQL_FILE, lines)
  checkFile('ASK_GLOSSARY', variables.ASK_GLOSSARY, lines)
  if (lines.length > 0) throw new ConfigError([...new Set(lines)])

  const inLambda = variables.AWS_LAMBDA_FUNCTION_NAME !== undefined
  const auth = variables.AUTH ?? (inLambda ? 'api-key' : 'none')
  const onLoopback = ['127.0.0.1', '::1', 'localhost'].includes(variables.HOST)
  return {
    inLambda,
    environment: variables.ENVIRONMENT,
    logLevel: variables.LOG_LEVEL,
    host: variables.HOST,
    port: variables.PORT,
    dataDir: variables.DATA_DIR,
    databases,
    warehouse: redshiftSettings(variables),
    models: { tickets: endpoint(variables.SAGEMAKER_TICKET_ENDPOINT, variables), venues: endpoint(variables.SAGEMAKER_VENUE_ENDPOINT, variables) },
    chat: agentSettings(variables),
    statementTimeoutMs: variables.DB_STATEMENT_TIMEOUT * 1000,
    security: {
      auth: auth === 'none' ? [] : auth.split(',') as AuthMode[],
      authIsDefault: variables.AUTH === undefined,
      apiKeys,
      apiKeysSecretArn: variables.API_KEYS_SECRET_ARN ?? null,
      jwt: variables.JWT_ISSUER === undefined
        ? null
        : {
            issuer: variables.JWT_ISSUER,
            audience: splitList(variables.JWT_AUDIENCE),
            scopeClaim: variables.JWT_SCOPE_CLAIM,
            tenantClaim: variables.JWT_TENANT_CLAIM
          },
      corsOrigins: splitList(variables.CORS_ORIGINS),
      rateLimit: auth === 'none' && onLoopback && !inLambda ? null : variables.RATE_LIMIT_MAX
    },
    sales: { sqlFile: variables.SALES_SQL_FILE ?? null },
    ask: {
      gemini: variables.GEMINI_API_KEY === undefined ? null : { apiKey: variables.GEMINI_API_KEY, model: variables.GEMINI_MODEL, baseUrl: variables.GEMINI_BASE_URL ?? null, timeoutMs: modelTimeoutMs },
      schemas: variables.ASK_SCHEMAS === undefined ? null : splitList(variables.ASK_SCHEMAS),
      functions: splitList(variables.ASK_FUNCTIONS),
      statementTimeoutMs: milliseconds(variables.ASK_STATEMENT_TIMEOUT),
      maxBytes: bytes(variables.ASK_MAX_BYTES),
      costCeiling: variables.ASK_COST_CEILING,
      readerPassword: variables.ASK_READER_PASSWORD ?? null,
      glossaryFile: variables.ASK_GLOSSARY ?? null,
      owner: askOwner(variables)
    },
    events: { strict: variables.EVENTS_STRICT, maxBulk: variables.MAX_BULK_EVENTS },
    purchases: {
      bucket: variables.PURCHASES_BUCKET ?? null,
      stage: variables.STAGE ?? variables.ENVIRONMENT,
      currency: variables.PURCHASES_CURRENCY.toUpperCase(),
      athena: athenaSettings(variables)
    },
    cloud: {
      redshift: redshiftSettings(variables) !== null,
      bedrock_agent: agentSettings(variables) !== null,
      sagemaker_venue: variables.SAGEMAKER_VENUE_ENDPOINT !== undefined,
      sagemaker_ticket: variables.SAGEMAKER_TICKET_ENDPOINT !== undefined,
      gemini: variables.GEMINI_API_KEY !== undefined,
      purchases_bucket: variables.PURCHASES_BUCKET !== undefined
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

function checkFile (variable: string, path: string | undefined, lines: string[]): void {
  if (path === undefined) return
  try {
    accessSync(path, constants.R_OK)
  } catch {
    lines.push(`${variable} names a file that cannot be read: ${path}`)
  }
}

function parseApiKeys (json: string | undefined, lines: string[]): ApiKey[] {
  if (json === undefined) return []
  try {
    return Parse(apiKeysSchema, JSON.parse(json))
  } catch {
    lines.push('API_KEYS must be JSON: [{ "name", "sha256": "<64 hex digits>", "scopes"?: [...], "tenant"?: "…" }]')
    return []
  }
}

function parseDatabases (variables: Environment, lines: string[]): Config['databases'] {
  const databases: Config['databases'] = { sales: null, events: null, warehouse: null, ask: null }
  for (const name of ['sales', 'events', 'warehouse', 'ask'] as const) {
    try {
      databases[name] = databaseSettings(name, variables)
    } catch (error) {
      lines.push(error instanceof Error ? error.message : String(error))
    }
  }
  return databases
}

/** A workgroup is taken before a cluster; a cluster without user and secret logs the function's own role in. */
function redshiftSettings (variables: Environment): RedshiftSettings | null {
  const { REDSHIFT_WORKGROUP: workgroup, REDSHIFT_CLUSTER_ID: cluster, REDSHIFT_DATABASE: database, REDSHIFT_DB_USER: user, REDSHIFT_SECRET_ARN: secret } = variables
  const statementTimeoutMs = variables.DB_STATEMENT_TIMEOUT * 1000
  if (database === undefined || (workgroup ?? cluster) === undefined) return null
  const login = secret !== undefined ? { SecretArn: secret } : {}
  if (workgroup !== undefined) return { target: { WorkgroupName: workgroup, ...login }, database, statementTimeoutMs }
  const userLogin = secret === undefined && user !== undefined ? { DbUser: user } : login
  return { target: { ClusterIdentifier: cluster ?? '', ...userLogin }, database, statementTimeoutMs }
}

/** A query of the archive may scan a lot; its result is given again to whoever asks the same within minutes. */
const athenaTimeoutMs = 60_000

function athenaSettings ({ ATHENA_WORKGROUP: workgroup, ATHENA_DATABASE: database, ATHENA_OUTPUT: output }: Environment): AthenaSettings | null {
  return workgroup === undefined || database === undefined ? null : { workgroup, database, output: output ?? null, timeoutMs: athenaTimeoutMs, reuseMinutes: 1 }
}

/** An agent thinks in several steps, each a call of a model. */
const agentTimeoutMs = 60_000

function agentSettings ({ BEDROCK_AGENT_ID: agentId, BEDROCK_AGENT_ALIAS_ID: agentAliasId }: Environment): BedrockAgentSettings | null {
  return agentId === undefined || agentAliasId === undefined ? null : { agentId, agentAliasId, timeoutMs: agentTimeoutMs }
}

function endpoint (name: string | undefined, { SAGEMAKER_CONTENT_TYPE: contentType, DB_STATEMENT_TIMEOUT: seconds }: Environment): EndpointSettings | null {
  return name === undefined ? null : { endpoint: name, contentType, timeoutMs: seconds * 1000 }
}

const modelTimeoutMs = 30_000

/** "5s", "500 ms", "1 min"; a bare number is seconds. */
function milliseconds (text: string): number {
  const unit = /ms$/.test(text) ? 1 : /min$/.test(text) ? 60_000 : 1000
  return Math.max(1, Math.round(Number.parseFloat(text) * unit))
}

/** "5 MB", "500kb"; a bare number is bytes. */
function bytes (text: string): number {
  const unit = /m/i.test(text) ? 1_000_000 : /k/i.test(text) ? 1000 : 1
  return Math.max(1, Math.round(Number.parseFloat(text) * unit))
}

function splitList (list: string | undefined): string[] {
  return (list ?? '').split(',').map((item) => item.trim()).filter((item) => item !== '')
}
