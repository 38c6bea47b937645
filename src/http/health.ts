import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import { unauthorized } from '../errors.ts'
import type { Database } from '../postgres/database.ts'
import type { Platform } from '../platform.ts'
import { version } from '../version.ts'
import { record } from './text.ts'

const probeTimeoutMs = 2000

const serviceState = Type.Union([
  Type.String({ description: 'configured, not_configured or embedded' }),
  Type.Object({ state: Type.String(), latency_ms: Type.Optional(Type.Number()), warning: Type.Optional(Type.String()) }, { description: 'With deep=true' })
])

const healthAnswer = Type.Object({
  status: Type.String({ description: 'healthy, or degraded where deep=true found something unreachable' }),
  timestamp: Type.String(),
  version: Type.String(),
  services: record(serviceState)
})

const healthQuery = Type.Object({
  deep: Type.Optional(Type.Boolean({ description: 'Ask each dependency too, for at most 2 s; needs a caller' }))
}, { additionalProperties: false })

type Probe = { state: string, latency_ms?: number, warning?: string }

/** `/health`: touches nothing, so that a load balancer can ask often; with `deep=true` it asks what it stands on. */
export function reportHealth (app: FastifyInstance, platform: Platform, needsCaller: boolean): void {
  const schema = {
    tags: ['platform'],
    operationId: 'getHealth',
    summary: 'Health of the service',
    description: 'Which services are configured, and with deep=true whether they answer.',
    querystring: healthQuery,
    response: { 200: healthAnswer, 503: healthAnswer }
  }
  app.get<{ Querystring: { deep?: boolean } }>('/health', { config: { public: true, rateLimit: false }, exposeHeadRoute: true, schema }, async (request, reply) => {
    const head = { timestamp: new Date().toISOString(), version }
    if (request.query.deep !== true) return { status: 'healthy', ...head, services: platform.services }
    if (needsCaller && request.caller === null) throw unauthorized('deep=true needs a key: send it as x-api-key or as a Bearer token.')
    const probes = await Promise.all(Object.entries(platform.services).map(async ([name, state]) => [name, await probe(platform.probes[name] ?? [], state, platform.warnings[name])] as const))
    const healthy = probes.every(([, { state }]) => state !== 'unreachable')
    if (!healthy) reply.header('retry-after', '5')
    return reply.code(healthy ? 200 : 503).send({ status: healthy ? 'healthy' : 'degraded', ...head, services: Object.fromEntries(probes) })
  })
}

async function probe (questions: Question[], state: string, warns: (() => Promise<string | null>) | undefined): Promise<Probe> {
  if (questions.length === 0) return { state }
  const start = performance.now()
  const answered = await Promise.all(questions.map((ask) => answersWithin(probeTimeoutMs, ask)))
  const latency = Math.round(performance.now() - start)
  if (!answered.every(Boolean)) return { state: 'unreachable', latency_ms: latency }
  const warning = await warns?.() ?? null
  return { state: 'ok', latency_ms: latency, ...(warning !== null && { warning }) }
}

/** Whether the database answers `SELECT 1` within `timeoutMs`. */
export async function answers (database: Database, timeoutMs: number): Promise<boolean> {
  return answersWithin(timeoutMs, (signal) => database.query({ text: 'SELECT 1' }, { resend: true, signal }))
}

/** What is asked of something that the service stands on: it is there when this resolves. */
export type Question = (signal: AbortSignal) => Promise<unknown>

async function answersWithin (timeoutMs: number, ask: Question): Promise<boolean> {
  const late = AbortSignal.timeout(timeoutMs)
  const timeout = new Promise<boolean>((resolve) => { late.addEventListener('abort', () => resolve(false), { once: true }) })
  const answer = ask(late).then(() => true, () => false)
  return Promise.race([answer, timeout])
}
