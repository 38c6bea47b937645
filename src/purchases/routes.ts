import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { forbidden, notFound, serviceNotConfigured } from '../errors.ts'
import { errorBody } from '../http/errors.ts'
import { toJson } from '../json/lossless.ts'
import { checkPeriod } from '../schema/period.ts'
import { sendJson } from '../http/reply.ts'
import { clientSignal } from '../http/abort.ts'
import { noQuery } from '../schema/fields.ts'
import type { QueryEngine } from './engine/engine.ts'
import { historyOf } from './history.ts'
import { tenantSegment } from './keys.ts'
import type { ObjectStore } from './objects/objects.ts'
import { reportOf, type ReportPorts } from './report.ts'
import { purchaseAnswer, purchaseParams, reportAnswer, reportQuery, type ReportQuery } from './schema.ts'

export interface PurchasesOptions {
  archive: ObjectStore | null
  engine: QueryEngine | null
}

const tags = ['purchases']
const reads = { scope: 'purchases:read' } as const

export const purchasesRoutes: FastifyPluginAsyncTypebox<PurchasesOptions> = async (app, { archive, engine }) => {
  const ports = (): ReportPorts => {
    if (archive === null) {
      const message = 'The purchases archive is not configured: set PURCHASES_BUCKET.'
      throw serviceNotConfigured(message, ['PURCHASES_BUCKET'])
    }
    if (engine === null) {
      const message = "The archive's engine is not configured: set ATHENA_WORKGROUP and ATHENA_DATABASE."
      throw serviceNotConfigured(message, ['ATHENA_WORKGROUP', 'ATHENA_DATABASE'])
    }
    return { objects: archive, engine }
  }

  async function report (request: FastifyRequest, reply: FastifyReply, { tenant_id: asked, from, to }: ReportQuery) {
    checkPeriod({ from, to })
    const tenantId = tenantFor(request, asked ?? null)
    const segment = tenantId === null ? null : tenantSegment(tenantId)
    const question = { tenantId, from: from ?? null, to: to ?? null }
    const answer = await reportOf(ports(), segment, question, clientSignal(reply))
    return sendJson(reply, toJson(answer))
  }

  app.get('/purchases/report', {
    config: reads,
    schema: {
      tags,
      operationId: 'getPurchasesReport',
      'x-agent': {},
      summary: 'What purchases come to',
      description: 'Totals by tenant, month and day, the best-selling products, the best users and the latest ' +
        'purchases. A purchase counts once, in its latest state.',
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
      response: {
        200: purchaseAnswer,
        404: { description: 'The archive has no such purchase', ...errorBody }
      }
    }
  }, async (request, reply) => {
    const { tenant_id: tenantId, compra_id: purchaseId } = request.params
    tenantFor(request, tenantId)
    const tenant = { id: tenantId, segment: tenantSegment(tenantId) }
    const answer = await historyOf(ports(), tenant, purchaseId, clientSignal(reply))
    if (answer === null) throw notFound(`The archive has no purchase ${purchaseId} of ${tenantId}.`)
    return sendJson(reply, toJson(answer))
  })
}

/** The tenant that is asked about; a caller who is bound to one sees no other. */
function tenantFor ({ caller }: FastifyRequest, asked: string | null): string | null {
  const own = caller?.tenant ?? null
  if (own !== null && asked !== null && asked !== own) {
    throw forbidden(`${caller?.name ?? 'The caller'} may see the purchases of its own tenant only.`)
  }
  return asked ?? own
}
