import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { stringify } from 'lossless-json'
import { forbidden, notFound, serviceNotConfigured } from '../errors.ts'
import { errorBody } from '../http/errors.ts'
import { checkPeriod } from '../http/period.ts'
import { sendJson } from '../http/raw.ts'
import { readSignal } from '../http/signals.ts'
import { noQuery } from '../http/text.ts'
import type { Engine } from './engine/engine.ts'
import { historyOf } from './history.ts'
import { tenantSegment } from './keys.ts'
import type { Objects } from './objects/objects.ts'
import { reportOf, type ReportPorts } from './report.ts'
import { purchaseAnswer, purchaseParams, reportAnswer, reportQuery, type ReportQuery } from './schema.ts'

export interface PurchasesOptions {
  archive: Objects | null
  engine: Engine | null
}

const tags = ['purchases']
const reads = { scope: 'purchases:read' } as const

export const purchasesRoutes: FastifyPluginAsyncTypebox<PurchasesOptions> = async (app, { archive, engine }) => {
  const ports = (): ReportPorts => {
    if (archive === null) throw serviceNotConfigured('The purchases archive is not configured: set PURCHASES_BUCKET.', ['PURCHASES_BUCKET'])
    if (engine === null) throw serviceNotConfigured('The archive\'s engine is not configured: set ATHENA_WORKGROUP and ATHENA_DATABASE.', ['ATHENA_WORKGROUP', 'ATHENA_DATABASE'])
    return { objects: archive, engine }
  }

  async function report (request: FastifyRequest, reply: FastifyReply, { tenant_id: asked, from, to }: ReportQuery) {
    checkPeriod({ from, to }, request.method === 'GET' ? 'query' : 'body')
    const tenantId = tenantFor(request, asked ?? null)
    const answer = await reportOf(ports(), tenantId === null ? null : tenantSegment(tenantId), { tenantId, from: from ?? null, to: to ?? null }, readSignal(reply))
    return sendJson(reply, stringify(answer) ?? '')
  }

  app.get('/purchases/report', {
    config: reads,
    schema: {
      tags,
      operationId: 'getPurchasesReport',
      'x-agent': {},
      summary: 'What purchases come to',
      description: 'Totals by tenant, month and day, the best-selling products, the best users and the latest purchases. A purchase counts once, in its latest state.',
      querystring: reportQuery,
      response: { 200: reportAnswer }
    }
  }, async (request, reply) => report(request, reply, request.query))

  app.post('/purchases/report', {
    config: reads,
    schema: {
      tags,
      operationId: 'postPurchasesReport',
      summary: 'What purchases come to, asked for in a body',
      description: 'The same as GET /purchases/report.',
      querystring: noQuery,
      body: reportQuery,
      response: { 200: reportAnswer }
    }
  }, async (request, reply) => report(request, reply, request.body))

  app.get('/purchases/:tenant_id/:compra_id', {
    config: reads,
    schema: {
      tags,
      operationId: 'getPurchase',
      'x-agent': {},
      summary: 'A purchase and its history',
      description: 'The purchase as it is now and every change of it.',
      params: purchaseParams,
      querystring: noQuery,
      response: { 200: purchaseAnswer, 404: { description: 'The archive has no such purchase', ...errorBody } }
    }
  }, async (request, reply) => {
    const { tenant_id: tenantId, compra_id: purchaseId } = request.params
    tenantFor(request, tenantId)
    const answer = await historyOf(ports(), { id: tenantId, segment: tenantSegment(tenantId) }, purchaseId, readSignal(reply))
    if (answer === null) throw notFound(`The archive has no purchase ${purchaseId} of ${tenantId}.`)
    return sendJson(reply, stringify(answer) ?? '')
  })
}

/** The tenant that is asked about; a caller who is bound to one sees no other. */
function tenantFor ({ caller }: FastifyRequest, asked: string | null): string | null {
  const own = caller?.tenant ?? null
  if (own !== null && asked !== null && asked !== own) throw forbidden(`${caller?.name ?? 'The caller'} may see the purchases of its own tenant only.`)
  return asked ?? own
}
