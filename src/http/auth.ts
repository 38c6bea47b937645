import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Parse } from 'typebox/schema'
import { memoizeAsync } from '../async/memoize.ts'
import { apiKeysSchema, matchApiKey, type ApiKey, type Scope } from '../config/api-keys.ts'
import type { Config } from '../config/config.ts'
import type { JwtSettings } from '../config/security.ts'
import { AppError, forbidden, serviceUnavailable, unauthorized } from '../errors.ts'
import { currentInvocation, type Invocation } from './invocation.ts'
import type { VerifyToken } from './jwt.ts'

export interface Caller {
  kind: 'anonymous' | 'api-key' | 'jwt' | 'invocation'
  name: string
  /** null: every scope. */
  scopes: readonly string[] | null
  /** The only tenant whose data this caller may see; null: any. */
  tenant: string | null
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
    refusal: AppError | null
  }
  interface FastifyContextConfig {
    /** Open to everyone. A route that does not say so needs a caller. */
    public?: boolean
    /** What a caller's key or token must allow. */
    scope?: Scope
  }
}

const keysLifeMs = 5 * 60_000

/**
 * Finds out who calls (before the rate limit, which counts by caller) and refuses who may not (after it, so
 * that guessing keys is limited too).
 */
export function identifyCallers (app: FastifyInstance, config: Config): void {
  const identify = createIdentify(config.security)
  warnAtStart(config.security, config.inLambda, app.log)
  app.decorateRequest('caller', null)
  app.decorateRequest('refusal', null)
  const isOpen = config.security.auth.length === 0
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = callerWithoutKey(request, currentInvocation(), isOpen)
    if (request.caller !== null) return done()
    const credentials = credentialsOf(request)
    if (credentials === null) return done()
    identify(credentials).then((caller) => {
      request.caller = caller
      done()
    }, (error: Error) => {
      if (!(error instanceof AppError)) return done(error)
      request.refusal = error // thrown by authorize, where the route is not public
      done()
    })
  })
}

/** Who needs no key: whoever came through IAM, and everyone where no key is asked for. null: a key is needed. */
function callerWithoutKey (
  request: FastifyRequest, invocation: Invocation | undefined, isOpen: boolean
): Caller | null {
  if (invocation?.trusted === true) return { kind: 'invocation', name: invocation.source, scopes: null, tenant: null }
  return isOpen ? { kind: 'anonymous', name: request.ip, scopes: null, tenant: null } : null
}

export function authorizeCallers (app: FastifyInstance): void {
  app.addHook('preParsing', (request, reply, _payload, done) => {
    done(refusalOf(request, reply))
  })
}

function refusalOf (request: FastifyRequest, reply: FastifyReply): AppError | null {
  const { public: isPublic = false, scope } = request.routeOptions.config
  if (isPublic || request.is404) return null
  const { caller } = request
  if (caller === null) {
    reply.header('www-authenticate', 'Bearer')
    return request.refusal ?? unauthorized('This needs a key: send it as x-api-key or as a Bearer token.')
  }
  if (scope === undefined || caller.scopes === null || caller.scopes.includes(scope)) return null
  return forbidden(`This needs the scope ${scope}, which ${caller.name} does not have.`)
}

type Security = Config['security']

/** Throws `unauthorized`, or `service_unavailable` where what the check needs cannot be fetched. */
function createIdentify (security: Security): (credentials: Credentials) => Promise<Caller> {
  const { auth, jwt } = security
  const keys = createKeySource(security)
  const verifier = jwt !== null && auth.includes('jwt')
    ? memoizeAsync(() => loadVerifier(jwt, async () => (await keys()).some((key) => key.tenant !== undefined)))
    : null
  return async ({ presented, token }) => {
    const match = auth.includes('api-key') ? matchApiKey(await keys(), presented) : undefined
    if (match !== undefined) {
      const { name, scopes = null, tenant = null } = match
      return { kind: 'api-key', name: `key:${name}`, scopes, tenant }
    }
    if (token !== null && verifier !== null && token.split('.').length === 3) {
      const verify = await verifier()
      return { kind: 'jwt', ...await verify(token) }
    }
    throw unauthorized(auth.includes('api-key')
      ? 'The key is not valid here, or no longer.'
      : 'This needs a token of the configured issuer.')
  }
}

/** It is loaded with the first token: a start pays nothing for it. */
async function loadVerifier (settings: JwtSettings, hasTenantKeys: () => Promise<boolean>): Promise<VerifyToken> {
  const { createTokenVerifier } = await import('./jwt.ts')
  return createTokenVerifier(settings, async () => settings.tenantRequired ?? await hasTenantKeys())
}

interface Credentials {
  presented: string
  /** What came as a Bearer token, which an API key may, too. */
  token: string | null
}

function credentialsOf ({ headers }: FastifyRequest): Credentials | null {
  const key = headers['x-api-key']
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
  const presented = typeof key === 'string' && key !== '' ? key : token
  return presented === null ? null : { presented, token }
}

/** The configured keys, and those of the secret, which is read again every few minutes so that keys can be rotated. */
function createKeySource ({ apiKeys, apiKeysSecretArn: arn }: Security): () => Promise<ApiKey[]> {
  if (arn === null) return async () => apiKeys
  const fetched = memoizeAsync(() => fetchKeys(arn), keysLifeMs)
  return async () => [...apiKeys, ...await fetched()]
}

async function fetchKeys (arn: string): Promise<ApiKey[]> {
  try {
    const { readSecret } = await import('../aws/secrets.ts')
    return Parse(apiKeysSchema, JSON.parse(await readSecret(arn)))
  } catch (error) {
    throw serviceUnavailable('The API keys cannot be read now.', error)
  }
}

const warnings = {
  open: 'AUTH=none: everyone who can reach this function may call it',
  noKeys: 'AUTH asks for API keys and none is configured (API_KEYS, API_KEYS_SECRET_ARN): those callers are refused',
  anyAudience: 'JWT_AUDIENCE is not set: a token that the issuer made for any other application is taken, too'
}

function warnAtStart (security: Security, inLambda: boolean, log: FastifyBaseLogger): void {
  const { auth, authIsDefault, apiKeys, apiKeysSecretArn, jwt } = security
  if (auth.length === 0 && inLambda && !authIsDefault) log.warn(warnings.open)
  if (auth.includes('api-key') && apiKeys.length === 0 && apiKeysSecretArn === null) log.warn(warnings.noKeys)
  if (auth.includes('jwt') && jwt?.audience.length === 0) log.warn(warnings.anyAudience)
}
