import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import { SimpleFetcher } from 'aws-jwt-verify/https'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { memoizeAsync } from '../async/memoize.ts'
import type { Config } from '../config/config.ts'
import { serviceUnavailable, unauthorized } from '../errors.ts'
import { member } from '../json/is-object.ts'

export interface TokenHolder {
  name: string
  scopes: string[]
  tenant: string | null
}

/** Throws `unauthorized` for a token that does not hold, `service_unavailable` where that cannot be known. */
export type VerifyToken = (token: string) => Promise<TokenHolder>

interface Verifier {
  verify (token: string): Promise<object>
}

type JwtSettings = NonNullable<Config['security']['jwt']>
type Claims = Record<string, unknown>

const cognitoIssuer = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+)$/

/**
 * Verifies tokens of one issuer: a Cognito user pool, or any OpenID Connect provider by its discovery document
 * (OpenID Connect Discovery 1.0, section 4). Errors: `unauthorized` for a token that does not hold,
 * `service_unavailable` when the issuer's keys cannot be fetched.
 */
export function createTokenVerifier (settings: JwtSettings): VerifyToken {
  const verifier = memoizeAsync(() => createVerifier(settings))
  return async (token) => {
    const claims = await claimsOf(token, verifier)
    if (typeof claims['exp'] !== 'number') throw unauthorized('The token must say when it expires.')
    const tenant = claims[settings.tenantClaim]
    return {
      name: `jwt:${String(claims['sub'] ?? claims['client_id'] ?? 'unknown')}`,
      scopes: scopesOf(claims[settings.scopeClaim]),
      tenant: typeof tenant === 'string' ? tenant : null
    }
  }
}

async function claimsOf (token: string, loadVerifier: () => Promise<Verifier>): Promise<Claims> {
  try {
    const verifier = await loadVerifier()
    return { ...await verifier.verify(token) }
  } catch (error) {
    if (isFetchError(error)) throw serviceUnavailable('The keys of the token issuer cannot be fetched.', error)
    throw unauthorized('The token is not valid here, or no longer.')
  }
}

async function createVerifier ({ issuer, audience }: JwtSettings): Promise<Verifier> {
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchBytes } })
  const expected = audience.length === 0 ? null : audience
  const userPoolId = cognitoIssuer.exec(issuer)?.[1]
  if (userPoolId !== undefined) {
    return CognitoJwtVerifier.create({ userPoolId, clientId: expected, tokenUse: null }, { jwksCache })
  }
  const discovery = await fetchBytes(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const jwksUri = String(member(JSON.parse(Buffer.from(discovery).toString()), 'jwks_uri') ?? '')
  return JwtVerifier.create({ issuer, audience: expected, jwksUri }, { jwksCache })
}

class FetchError extends Error {}

function isFetchError (error: unknown): boolean {
  if (error instanceof FetchError) return true
  return error instanceof Error && error.cause !== undefined && isFetchError(error.cause)
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

/** Cognito puts its resource server's name in front of each scope. */
function scopesOf (claim: unknown): string[] {
  return listOf(claim).map((scope) => scope.slice(scope.lastIndexOf('/') + 1)).filter((scope) => scope !== '')
}

/** A space-separated text (RFC 8693, section 4.2) or a list. */
function listOf (claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String)
  return typeof claim === 'string' ? claim.split(' ') : []
}
