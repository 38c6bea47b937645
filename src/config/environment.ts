import * as Type from 'typebox'
import type { Static } from 'typebox'
import { Check, Parse } from 'typebox/schema'
import { coerce, withDefaults } from '../schema/coerce.ts'
import { faultsOf } from '../schema/faults.ts'

const text = Type.Optional(Type.String())
const flag = Type.Optional(Type.Boolean())
const port = (fallback: number) => Type.Integer({ minimum: 0, maximum: 65535, default: fallback })

/**
 * Every environment variable that Atalaya reads, with its type, bounds and default; `.env.example` and
 * docs/configuration.md list the same. A new one is a line here, and what it means for the app a line in `config.ts` or
 * in the part that it belongs to (`databases.ts`, `services.ts`, `security.ts`, `ask.ts`).
 */
export const environmentSchema = Type.Object({
  DATABASE_URL: text,
  DB_HOST: text,
  DB_PORT: port(5432),
  DB_DATABASE: text,
  DB_USERNAME: text,
  DB_PASSWORD: text,
  // Nothing asks for it: environments that were written for an older service set it, misspelt as it is, and the
  // contract says that they go on working.
  DB_CONECTION: text,
  AURORA_ENDPOINT: text,
  DATABASE_NAME: text,
  DATABASE_USER: text,
  DATABASE_PASSWORD: text,
  ASK_DATABASE_URL: text,
  DB_SECRET_ARN: text,
  DB_IAM_AUTH: flag,
  DB_SSL: Type.Optional(Type.Enum(['disable', 'require', 'verify-full'])),
  DB_POOL_MAX: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  DB_STATEMENT_TIMEOUT: Type.Integer({ minimum: 1, maximum: 900, default: 25 }),
  AWS_REGION: text,
  AWS_LAMBDA_FUNCTION_NAME: text,
  REDSHIFT_CLUSTER_ID: text,
  REDSHIFT_WORKGROUP: text,
  REDSHIFT_DATABASE: text,
  REDSHIFT_DB_USER: text,
  REDSHIFT_SECRET_ARN: text,
  BEDROCK_AGENT_ID: text,
  BEDROCK_AGENT_ALIAS_ID: text,
  SAGEMAKER_TICKET_ENDPOINT: text,
  SAGEMAKER_VENUE_ENDPOINT: text,
  SAGEMAKER_CONTENT_TYPE: Type.Enum(['text/csv', 'application/jsonlines'], { default: 'text/csv' }),
  GEMINI_API_KEY: text,
  GEMINI_MODEL: Type.String({ default: 'gemini-2.5-flash' }),
  GEMINI_BASE_URL: Type.Optional(Type.String({ pattern: '^https?://' })),
  ASK_SCHEMAS: text,
  ASK_FUNCTIONS: text,
  ASK_COST_CEILING: Type.Number({ exclusiveMinimum: 0, default: 10_000_000 }),
  ASK_STATEMENT_TIMEOUT: Type.String({ pattern: '^\\d+(\\.\\d+)? ?(ms|s|min)?$', default: '5s' }),
  ASK_MAX_BYTES: Type.String({ pattern: '^\\d+(\\.\\d+)? ?([kKmM]?[bB])?$', default: '5 MB' }),
  ASK_READER_PASSWORD: text,
  ASK_GLOSSARY: text,
  PURCHASES_BUCKET: text,
  PURCHASES_CURRENCY: Type.String({ pattern: '^[A-Za-z]{3}$', default: 'USD' }),
  STAGE: text,
  ATHENA_WORKGROUP: text,
  ATHENA_DATABASE: text,
  ATHENA_OUTPUT: Type.Optional(Type.String({ pattern: '^s3://' })),
  ENVIRONMENT: Type.String({ default: 'development' }),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], { default: 'info' }),
  METRICS: Type.Optional(Type.Enum(['emf', 'none'])),
  PORT: port(3000),
  HOST: Type.String({ default: '127.0.0.1' }),
  AUTH: Type.Optional(Type.Enum(['none', 'api-key', 'jwt', 'api-key,jwt', 'jwt,api-key'])),
  API_KEYS: text,
  API_KEYS_SECRET_ARN: text,
  JWT_ISSUER: Type.Optional(Type.String({ pattern: '^https?://' })),
  JWT_AUDIENCE: text,
  JWT_SCOPE_CLAIM: Type.String({ default: 'scope' }),
  JWT_TENANT_CLAIM: Type.String({ default: 'tenant_id' }),
  JWT_TENANT_REQUIRED: flag,
  CORS_ORIGINS: text,
  RATE_LIMIT_MAX: Type.Integer({ minimum: 1, default: 600 }),
  SALES_SQL_FILE: text,
  EVENTS_STRICT: Type.Boolean({ default: false }),
  MAX_BULK_EVENTS: Type.Integer({ minimum: 1, maximum: 100_000, default: 10_000 }),
  DATA_DIR: Type.String({ default: '.data' })
})

export type Environment = Static<typeof environmentSchema>

/** The variables whose value is a word of a list, in whatever case and spacing. */
const words = ['LOG_LEVEL', 'AUTH']

/** The variables, each wrong one noted in `problems` and left out, so that the others are looked at, too. */
export function readVariables (env: Record<string, string | undefined>, problems: string[]): Environment {
  const given: Record<string, string> = {}
  for (const name of Object.keys(environmentSchema.properties)) {
    const value = env[name]?.trim() ?? ''
    if (value !== '') given[name] = words.includes(name) ? value.toLowerCase().replaceAll(' ', '') : value
  }
  const complete = complement(given)
  if (Check(environmentSchema, complete)) return complete
  for (const { path, message } of faultsOf('', environmentSchema, complete)) {
    const name = path.slice(1)
    problems.push(`${name} ${message}`)
    Reflect.deleteProperty(given, name)
  }
  return Parse(environmentSchema, complement(given))
}

/** What was given in its types, and the defaults of what was not. */
function complement (given: Record<string, string>): unknown {
  return withDefaults(environmentSchema, coerce(environmentSchema, given))
}
