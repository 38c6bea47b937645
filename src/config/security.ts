import { Parse } from 'typebox/schema'
import { apiKeysSchema, type ApiKey } from './api-keys.ts'
import type { Environment } from './environment.ts'
import { splitList } from './units.ts'

export type AuthMode = 'api-key' | 'jwt'

export interface SecuritySettings {
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

const modesByAuth: Record<NonNullable<Environment['AUTH']>, AuthMode[]> = {
  none: [],
  'api-key': ['api-key'],
  jwt: ['jwt'],
  'api-key,jwt': ['api-key', 'jwt'],
  'jwt,api-key': ['jwt', 'api-key']
}

const loopbackHosts = ['127.0.0.1', '::1', 'localhost']

/** Who may call; what is wrong with API_KEYS is noted in `problems`. */
export function securitySettings (variables: Environment, problems: string[]): SecuritySettings {
  const inLambda = variables.AWS_LAMBDA_FUNCTION_NAME !== undefined
  const auth = modesByAuth[variables.AUTH ?? (inLambda ? 'api-key' : 'none')]
  const isPrivate = auth.length === 0 && !inLambda && loopbackHosts.includes(variables.HOST)
  return {
    auth,
    authIsDefault: variables.AUTH === undefined,
    apiKeys: parseApiKeys(variables.API_KEYS, problems),
    apiKeysSecretArn: variables.API_KEYS_SECRET_ARN ?? null,
    jwt: jwtSettings(variables),
    corsOrigins: splitList(variables.CORS_ORIGINS),
    rateLimit: isPrivate ? null : variables.RATE_LIMIT_MAX
  }
}

function jwtSettings (variables: Environment): SecuritySettings['jwt'] {
  if (variables.JWT_ISSUER === undefined) return null
  return {
    issuer: variables.JWT_ISSUER,
    audience: splitList(variables.JWT_AUDIENCE),
    scopeClaim: variables.JWT_SCOPE_CLAIM,
    tenantClaim: variables.JWT_TENANT_CLAIM
  }
}

function parseApiKeys (json: string | undefined, problems: string[]): ApiKey[] {
  if (json === undefined) return []
  try {
    return Parse(apiKeysSchema, JSON.parse(json))
  } catch {
    problems.push('API_KEYS must be JSON: [{ "name", "sha256": "<64 hex digits>", "scopes"?: [...], "tenant"?: "…" }]')
    return []
  }
}
