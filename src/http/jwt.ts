import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import { SimpleFetcher } from 'aws-jwt-verify/https'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { memoizeAsync } from '../async/memoize.ts'
import type { JwtSettings } from '../config/security.ts'
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

type Claims = Record<string, unknown>

const cognitoIssuer = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+)$/

/**
 * Verifies tokens of one issuer: a Cognito user pool, or any OpenID Connect provider by its discovery document
 * (OpenID Connect Discovery 1.0, section 4). A claim that says who calls, or for which tenant, is taken as text or the
 * token is refused: a token must never allow more because its claim has another type. Errors: `unauthorized` for a
 * token that does not hold, `service_unavailable` when the issuer's keys cannot be fetched, and those of
 * `isTenantRequired`, which is asked about a token that names no tenant.
 */
export function createTokenVerifier (settings: JwtSettings, isTenantRequired: () => Promise<boolean>): VerifyToken {
  const verifier = memoizeAsync(() => createVerifier(settings))
  return async (token) => {
    const claims = await claimsOf(token, verifier)
    if (hasCriticalHeaders(token)) throw unauthorized('The token has critical headers that are not understood here.')
    if (typeof claims['exp'] !== 'number') throw unauthorized('The token must say when it expires.')
    const tenant = textClaim(claims, settings.tenantClaim)
    if (tenant === null && await isTenantRequired()) {
      throw unauthorized(`The token must name its tenant in the claim ${settings.tenantClaim}.`)
    }
    return {
      name: `jwt:${textClaim(claims, 'sub') ?? textClaim(claims, 'client_id') ?? 'unknown'}`,
      scopes: scopesOf(member(claims, settings.scopeClaim)),
      tenant
    }
  }
}

/** A claim's text; null where the token does not have it. Throws `unauthorized` for anything else, null and '' too. */
function textClaim (claims: Claims, name: string): string | null {
  const claim = member(claims, name)
  if (claim === undefined) return null
  if (typeof claim === 'string' && claim.trim() !== '') return claim
  throw unauthorized(`The token's claim ${name} must be a text that is not empty.`)
}

/** Whether a token demands that extensions are understood (RFC 7515, section 4.1.11): there is none that is. */
function hasCriticalHeaders (token: string): boolean {
  const head: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString())
  return member(head, 'crit') !== undefined
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

/** A space-separated text (RFC 8693, section 4.2) or a list of texts; what is neither allows nothing. */
function listOf (claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((scope) => typeof scope === 'string')
  return typeof claim === 'string' ? claim.split(' ') : []
}
