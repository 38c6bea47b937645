import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Parse } from 'typebox/schema'
import type { Config } from '../config.ts'
import { AppError, forbidden, serviceUnavailable, unauthorized } from '../errors.ts'
import { invocationOf } from '../invocations/context.ts'
import { apiKeysSchema, matchApiKey, type ApiKey, type Scope } from './api-keys.ts'

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
    /** The status of a validation fault: 400, or 422 on the routes that the contract names. */
    invalidStatus?: 400 | 422
  }
}

const keysLifeMs = 5 * 60_000

/**
 * Finds out who calls (before the rate limit, which counts by caller) and refuses who may not (after it, so
 * that guessing keys is limited too).
 */
export function identifyCallers (app: FastifyInstance, config: Config): void {
  const identify = createIdentify(config, app.log)
  app.decorateRequest('caller', null)
  app.decorateRequest('refusal', null)
  const letsEveryoneIn = config.security.auth.length === 0
  app.addHook('onRequest', (request, _reply, done) => {
    const invocation = invocationOf(request.headers)
    if (invocation?.trusted === true) request.caller = { kind: 'invocation', name: invocation.source, scopes: null, tenant: null }
    else if (letsEveryoneIn) request.caller = { kind: 'anonymous', name: request.ip, scopes: null, tenant: null }
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

function createIdentify ({ security, inLambda }: Config, log: FastifyBaseLogger): (credentials: Credentials) => Promise<Caller> {
  const keys = createKeySource(security)
  warnAtStart(security, inLambda, log)
  let verify: Promise<(token: string) => Promise<{ name: string, scopes: string[], tenant: string | null }>> | undefined
  return async ({ presented, token }) => {
    const match = security.auth.includes('api-key') ? matchApiKey(await keys(), presented) : undefined
    if (match !== undefined) return { kind: 'api-key', name: `key:${match.name}`, scopes: match.scopes ?? null, tenant: match.tenant ?? null }
    if (token !== null && security.jwt !== null && security.auth.includes('jwt') && token.split('.').length === 3) {
      const { jwt } = security
      verify ??= import('./jwt.ts').then(({ createTokenVerifier }) => createTokenVerifier(jwt))
      return { kind: 'jwt', ...await (await verify)(token) }
    }
    throw unauthorized(security.auth.includes('api-key') ? 'The key is not valid here, or no longer.' : 'This needs a token of the configured issuer.')
  }
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
function createKeySource ({ apiKeys, apiKeysSecretArn: arn }: Config['security']): () => Promise<ApiKey[]> {
  if (arn === null) return async () => apiKeys
  let fetched: { keys: Promise<ApiKey[]>, at: number } | null = null
  return async () => {
    if (fetched === null || Date.now() - fetched.at > keysLifeMs) {
      fetched = { keys: fetchKeys(arn), at: Date.now() }
      fetched.keys.catch(() => { fetched = null })
    }
    return [...apiKeys, ...await fetched.keys]
  }
}

async function fetchKeys (arn: string): Promise<ApiKey[]> {
  try {
    const { readSecret } = await import('../secrets.ts')
    return Parse(apiKeysSchema, JSON.parse(await readSecret(arn)))
  } catch (error) {
    throw serviceUnavailable('The API keys cannot be read now.', error)
  }
}

function warnAtStart ({ auth, authIsDefault, apiKeys, apiKeysSecretArn, jwt }: Config['security'], inLambda: boolean, log: FastifyBaseLogger): void {
  if (auth.length === 0 && inLambda && !authIsDefault) log.warn('AUTH=none: everyone who can reach this function may call it')
  if (auth.includes('api-key') && apiKeys.length === 0 && apiKeysSecretArn === null) log.warn('AUTH asks for API keys and none is configured (API_KEYS, API_KEYS_SECRET_ARN): those callers are refused')
  if (auth.includes('jwt') && jwt === null) log.warn('AUTH asks for tokens and JWT_ISSUER is not set: those callers are refused')
}
