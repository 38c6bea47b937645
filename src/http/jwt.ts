import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import { SimpleFetcher } from 'aws-jwt-verify/https'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import type { Config } from '../config.ts'
import { serviceUnavailable, unauthorized } from '../errors.ts'

export interface TokenHolder {
  name: string
  scopes: string[]
  tenant: string | null
}

type JwtSettings = NonNullable<Config['security']['jwt']>
type Claims = Record<string, unknown>

const cognitoIssuer = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+)$/

/**
 * Verifies tokens of one issuer: a Cognito user pool, or any OpenID Connect provider by its discovery document
 * (OpenID Connect Discovery 1.0, section 4). Errors: `unauthorized` for a token that does not hold,
 * `service_unavailable` when the issuer's keys cannot be fetched.
 */
export function createTokenVerifier (settings: JwtSettings): (token: string) => Promise<TokenHolder> {
  let verifier: Promise<{ verify (token: string): Promise<object> }> | undefined
  return async (token) => {
    verifier ??= createVerifier(settings)
    verifier.catch(() => { verifier = undefined })
    let claims: Claims
    try {
      claims = { ...await (await verifier).verify(token) }
    } catch (error) {
      if (isFetchError(error)) throw serviceUnavailable('The keys of the token issuer cannot be fetched.', error)
      throw unauthorized('The token is not valid here, or no longer.')
    }
    if (typeof claims['exp'] !== 'number') throw unauthorized('The token must say when it expires.')
    const tenant = claims[settings.tenantClaim]
    return {
      name: `jwt:${String(claims['sub'] ?? claims['client_id'] ?? 'unknown')}`,
      scopes: scopesOf(claims[settings.scopeClaim]),
      tenant: typeof tenant === 'string' ? tenant : null
    }
  }
}

async function createVerifier ({ issuer, audience }: JwtSettings) {
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchBytes } })
  const pool = cognitoIssuer.exec(issuer)?.[1]
  if (pool !== undefined) {
    return CognitoJwtVerifier.create({ userPoolId: pool, clientId: audience.length === 0 ? null : audience, tokenUse: null }, { jwksCache })
  }
  const document: unknown = JSON.parse(Buffer.from(await fetchBytes(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)).toString())
  const jwksUri = typeof document === 'object' && document !== null && 'jwks_uri' in document ? String(document.jwks_uri) : ''
  return JwtVerifier.create({ issuer, audience: audience.length === 0 ? null : audience, jwksUri }, { jwksCache })
}

class FetchError extends Error {}

function isFetchError (error: unknown): boolean {
  return error instanceof FetchError || (error instanceof Error && error.cause !== undefined && isFetchError(error.cause))
}

const httpsFetcher = new SimpleFetcher()

/** Keys come over TLS; only an issuer on this machine may do without. */
async function fetchBytes (uri: string): Promise<ArrayBuffer> {
  try {
    const { protocol, hostname } = new URL(uri)
    if (protocol === 'https:') return await httpsFetcher.fetch(uri)
    if (hostname !== 'localhost' && !hostname.startsWith('127.')) throw new Error(`${uri} is not https`)
    const response = await fetch(uri, { signal: AbortSignal.timeout(3000) })
    if (!response.ok) throw new Error(`${uri} answered ${response.status}`)
    return await response.arrayBuffer()
  } catch (error) {
    throw new FetchError('fetch failed', { cause: error })
  }
}

/** A space-separated text (RFC 8693, section 4.2) or a list; Cognito puts its resource server's name in front of each. */
function scopesOf (claim: unknown): string[] {
  const list = Array.isArray(claim) ? claim.map(String) : typeof claim === 'string' ? claim.split(' ') : []
  return list.map((scope) => scope.slice(scope.lastIndexOf('/') + 1)).filter((scope) => scope !== '')
}
