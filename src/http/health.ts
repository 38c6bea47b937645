import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import { raceAbort } from '../async/race-abort.ts'
import { unauthorized } from '../errors.ts'
import { version } from '../config/version.ts'
import { record } from '../schema/fields.ts'

const probeTimeoutMs = 2000

const serviceState = Type.Union([
  Type.String({ description: 'configured, not_configured or embedded' }),
  Type.Object({
    state: Type.String(),
    latency_ms: Type.Optional(Type.Number()),
    warning: Type.Optional(Type.String())
  }, { description: 'With deep=true' })
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

export type ServiceState = 'configured' | 'not_configured' | 'embedded'

/** Asks something that the service stands on: it is there when this resolves. */
export type Probe = (signal: AbortSignal) => Promise<unknown>

/** What /health tells, each by the service's name. */
export interface HealthSources {
  services: Record<string, ServiceState>
  /** What a deep check asks. */
  probes: Record<string, Probe[]>
  /** What somebody should know who looks at a deep check; null: nothing. */
  warnings: Record<string, () => Promise<string | null>>
}

interface ProbeResult {
  state: string
  latency_ms?: number
  warning?: string
}

const needsKey = 'deep=true needs a key: send it as x-api-key or as a Bearer token.'

/** `/health`: touches nothing, so that a load balancer can ask often; with `deep=true` it asks what it stands on. */
export function reportHealth (app: FastifyInstance, sources: HealthSources, needsCaller: boolean): void {
  const schema = {
    tags: ['platform'],
    operationId: 'getHealth',
    summary: 'Health of the service',
    description: 'Which services are configured, and with deep=true whether they answer.',
    querystring: healthQuery,
    response: { 200: healthAnswer, 503: healthAnswer }
  }
  const options = { config: { public: true, rateLimit: false }, exposeHeadRoute: true, schema } as const
  app.get<{ Querystring: { deep?: boolean } }>('/health', options, async (request, reply) => {
    const head = { timestamp: new Date().toISOString(), version }
    if (request.query.deep !== true) return { status: 'healthy', ...head, services: sources.services }
    if (needsCaller && request.caller === null) throw unauthorized(needsKey)
    const results = await probeAll(sources)
    const isHealthy = [...results.values()].every(({ state }) => state !== 'unreachable')
    if (!isHealthy) reply.header('retry-after', '5')
    const status = isHealthy ? 'healthy' : 'degraded'
    return reply.code(isHealthy ? 200 : 503).send({ status, ...head, services: Object.fromEntries(results) })
  })
}

/** What the probes of each service come to, by its name. */
async function probeAll ({ services, probes, warnings }: HealthSources): Promise<Map<string, ProbeResult>> {
  const results = Object.entries(services).map(async ([name, state]) => {
    return [name, await probe(probes[name] ?? [], state, warnings[name])] as const
  })
  return new Map(await Promise.all(results))
}

async function probe (
  probes: Probe[], state: string, warningOf: HealthSources['warnings'][string] | undefined
): Promise<ProbeResult> {
  if (probes.length === 0) return { state }
  const start = performance.now()
  const areReached = await Promise.all(probes.map((ask) => answersWithin(probeTimeoutMs, ask)))
  const latency = Math.round(performance.now() - start)
  if (areReached.includes(false)) return { state: 'unreachable', latency_ms: latency }
  const warning = await warningOf?.() ?? null
  return { state: 'ok', latency_ms: latency, ...(warning !== null && { warning }) }
}

/** Whether what `ask` asks for is there within `timeoutMs`. */
export async function answersWithin (timeoutMs: number, ask: Probe): Promise<boolean> {
  const timeout = AbortSignal.timeout(timeoutMs)
  return raceAbort(ask(timeout), timeout).then(() => true, () => false)
}
