import { createHash, timingSafeEqual } from 'node:crypto'
import * as Type from 'typebox'
import type { Static } from 'typebox'

export const scopes = [
  'sales:read', 'concerts:read', 'ask:run', 'ask:teach', 'events:write', 'events:read', 'purchases:read'
] as const

export type Scope = typeof scopes[number]

/** The keys that are valid now: only the SHA-256 of a key is ever configured, and several may be valid at once. */
export const apiKeysSchema = Type.Array(Type.Object({
  name: Type.String({ minLength: 1 }),
  sha256: Type.String({ pattern: '^[0-9a-fA-F]{64}$' }),
  scopes: Type.Optional(Type.Array(Type.Enum(scopes))),
  tenant: Type.Optional(Type.String({ minLength: 1 }))
}, { additionalProperties: false }))

export type ApiKey = Static<typeof apiKeysSchema>[number]

/** The key that `presented` is, or undefined. Every configured key is compared, each in constant time. */
export function matchApiKey (keys: readonly ApiKey[], presented: string): ApiKey | undefined {
  const digest = createHash('sha256').update(presented).digest()
  let match: ApiKey | undefined
  for (const key of keys) {
    if (timingSafeEqual(digest, Buffer.from(key.sha256, 'hex'))) match ??= key
  }
  return match
}
