import type { FastifyRequest } from 'fastify'

/** Whose conversation it is: the name of the caller's key or token. */
export function callerName ({ caller }: FastifyRequest): string {
  if (caller?.kind === 'anonymous') return 'anonymous'
  return caller?.name ?? 'anonymous'
}
