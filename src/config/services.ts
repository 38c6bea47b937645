import type { Environment } from './environment.ts'

export interface GeminiSettings {
  apiKey: string
  model: string
  baseUrl: string | null
  timeoutMs: number
}

export interface BedrockAgentSettings {
  agentId: string
  agentAliasId: string
  timeoutMs: number
}

/** A SageMaker endpoint. */
export interface EndpointSettings {
  endpoint: string
  contentType: 'text/csv' | 'application/jsonlines'
  timeoutMs: number
}

export interface RedshiftSettings {
  /** A Serverless workgroup, or a cluster with the login of a database user or of a secret. */
  target:
    | { WorkgroupName: string, SecretArn?: string }
    | { ClusterIdentifier: string, DbUser?: string, SecretArn?: string }
  database: string
  statementTimeoutMs: number
}

export interface AthenaSettings {
  workgroup: string
  database: string
  /** Where results are put, where the workgroup does not say. */
  output: string | null
  timeoutMs: number
  /** How old the result of the same query may be that is given again. */
  reuseMinutes: number
}

/** The archive of purchases. */
export interface PurchasesSettings {
  /** null: a folder, where an embedded archive may be used. */
  bucket: string | null
  stage: string
  currency: string
  /** null: DuckDB beside a folder, nothing beside a bucket. */
  athena: AthenaSettings | null
}

const modelTimeoutMs = 30_000
/** An agent thinks in several steps, each a call of a model. */
const agentTimeoutMs = 60_000
/** A query of the archive may scan a lot; its result is given again to whoever asks the same within minutes. */
const athenaTimeoutMs = 60_000

export function geminiSettings (variables: Environment): GeminiSettings | null {
  const { GEMINI_API_KEY: apiKey, GEMINI_MODEL: model, GEMINI_BASE_URL: baseUrl } = variables
  return apiKey === undefined ? null : { apiKey, model, baseUrl: baseUrl ?? null, timeoutMs: modelTimeoutMs }
}

export function bedrockAgentSettings (variables: Environment): BedrockAgentSettings | null {
  const { BEDROCK_AGENT_ID: agentId, BEDROCK_AGENT_ALIAS_ID: agentAliasId } = variables
  if (agentId === undefined || agentAliasId === undefined) return null
  return { agentId, agentAliasId, timeoutMs: agentTimeoutMs }
}

export function endpointSettings (name: string | undefined, variables: Environment): EndpointSettings | null {
  const { SAGEMAKER_CONTENT_TYPE: contentType, DB_STATEMENT_TIMEOUT: seconds } = variables
  return name === undefined ? null : { endpoint: name, contentType, timeoutMs: seconds * 1000 }
}

/** A workgroup is taken before a cluster; a cluster without user and secret logs the function's own role in. */
export function redshiftSettings (variables: Environment): RedshiftSettings | null {
  const {
    REDSHIFT_WORKGROUP: workgroup,
    REDSHIFT_CLUSTER_ID: cluster,
    REDSHIFT_DATABASE: database,
    REDSHIFT_DB_USER: user,
    REDSHIFT_SECRET_ARN: secret
  } = variables
  const statementTimeoutMs = variables.DB_STATEMENT_TIMEOUT * 1000
  if (database === undefined || (workgroup ?? cluster) === undefined) return null
  const login = secret !== undefined ? { SecretArn: secret } : {}
  if (workgroup !== undefined) return { target: { WorkgroupName: workgroup, ...login }, database, statementTimeoutMs }
  const userLogin = secret === undefined && user !== undefined ? { DbUser: user } : login
  return { target: { ClusterIdentifier: cluster ?? '', ...userLogin }, database, statementTimeoutMs }
}

export function purchasesSettings (variables: Environment): PurchasesSettings {
  return {
    bucket: variables.PURCHASES_BUCKET ?? null,
    stage: variables.STAGE ?? variables.ENVIRONMENT,
    currency: variables.PURCHASES_CURRENCY.toUpperCase(),
    athena: athenaSettings(variables)
  }
}

function athenaSettings (variables: Environment): AthenaSettings | null {
  const { ATHENA_WORKGROUP: workgroup, ATHENA_DATABASE: database, ATHENA_OUTPUT: output } = variables
  if (workgroup === undefined || database === undefined) return null
  return { workgroup, database, output: output ?? null, timeoutMs: athenaTimeoutMs, reuseMinutes: 1 }
}
