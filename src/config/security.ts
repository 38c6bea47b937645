import { Parse } from 'typebox/schema'
import { apiKeysSchema, type ApiKey } from './api-keys.ts'
import type { Environment } from './environment.ts'
import { readList } from './units.ts'

export type AuthMode = 'api-key' | 'jwt'

export interface JwtSettings {
  issuer: string
  /** Empty: tokens of the issuer for any audience. */
  audience: string[]
  scopeClaim: string
  tenantClaim: string
  /** Whether a token must name its tenant; null: where any API key is bound to one. */
  tenantRequired: boolean | null
}

export interface SecuritySettings {
  /** Empty: every caller is let in. */
  auth: AuthMode[]
  /** Whether AUTH was written out or is the default of the place the app runs in. */
  authIsDefault: boolean
  apiKeys: ApiKey[]
  apiKeysSecretArn: string | null
  jwt: JwtSettings | null
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

/** Who may call; what is wrong with the keys, the issuer and the lists is noted in `problems`. */
export function securitySettings (variables: Environment, problems: string[]): SecuritySettings {
  const inLambda = variables.AWS_LAMBDA_FUNCTION_NAME !== undefined
  const auth = modesByAuth[variables.AUTH ?? (inLambda ? 'api-key' : 'none')]
  const isPrivate = auth.length === 0 && !inLambda && loopbackHosts.includes(variables.HOST)
  return {
    auth,
    authIsDefault: variables.AUTH === undefined,
    apiKeys: parseApiKeys(variables.API_KEYS, problems),
    apiKeysSecretArn: variables.API_KEYS_SECRET_ARN ?? null,
    jwt: jwtSettings(variables, auth, problems),
    corsOrigins: readList('CORS_ORIGINS', variables.CORS_ORIGINS, problems) ?? [],
    rateLimit: isPrivate ? null : variables.RATE_LIMIT_MAX
  }
}

function jwtSettings (variables: Environment, auth: AuthMode[], problems: string[]): SecuritySettings['jwt'] {
  if (variables.JWT_ISSUER === undefined) {
    if (auth.includes('jwt')) problems.push('JWT_ISSUER must be set where AUTH asks for tokens (jwt)')
    return null
  }
  return {
    issuer: variables.JWT_ISSUER,
    audience: readList('JWT_AUDIENCE', variables.JWT_AUDIENCE, problems) ?? [],
    scopeClaim: variables.JWT_SCOPE_CLAIM,
    tenantClaim: variables.JWT_TENANT_CLAIM,
    tenantRequired: variables.JWT_TENANT_REQUIRED ?? null
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
