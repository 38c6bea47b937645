import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import type { Config } from '../config/config.ts'
import { InvalidInput, serviceNotConfigured } from '../errors.ts'
import { maxAnswerBytes } from '../http/response-limits.ts'
import { checkPeriod } from '../schema/period.ts'
import { clientSignal } from '../http/abort.ts'
import { sendJson, sendRaw } from '../http/reply.ts'
import { startedStream } from '../http/stream-reply.ts'
import type { Database } from '../postgres/database.ts'
import { decodeCursor } from './cursor.ts'
import { createSales, loadLinesSource, type Sales } from './sales.ts'
import {
  groupNames, linesAnswer, linesQuery, summaryAnswer, summaryQuery, type GroupName, type LinesQuery
} from './schema.ts'

type Format = NonNullable<LinesQuery['format']>

const mediaTypes = {
  json: 'application/json', ndjson: 'application/x-ndjson', csv: 'text/csv'
} as const satisfies Record<Format, string>

/** Lines in a JSON page whose caller named no limit. */
const defaultLimit = 1000
const maxGroups = 3
const databaseVariables = ['DATABASE_URL', 'DB_HOST', 'DB_DATABASE', 'DB_USERNAME', 'DB_PASSWORD']

export interface SalesOptions {
  database: Database | null
  config: Config
}

export const salesRoutes: FastifyPluginAsyncTypebox<SalesOptions> = async (app, { database, config }) => {
  const sales = database === null ? null : createSales(database, loadLinesSource(config.sales.sqlFile))

  app.get('/sales', {
    config: { scope: 'sales:read' },
    schema: {
      tags: ['sales'],
      operationId: 'listSales',
      'x-agent': { omits: ['format', 'bom'] },
      summary: 'Sales lines with the place of each client',
      description: 'Invoice lines that fit the filters, a page at a time as JSON, or all of them as NDJSON or CSV. ' +
        'Filters may be repeated: any of the values fits.',
      querystring: linesQuery,
      response: {
        200: {
          description: 'The lines, oldest first',
          content: {
            'application/json': { schema: linesAnswer },
            'application/x-ndjson': { schema: { type: 'string', description: 'One line a row, each a JSON object' } },
            'text/csv': { schema: { type: 'string', description: 'A header line and one line a row (RFC 4180)' } }
          }
        }
      }
    }
  }, async (request, reply) => {
    const { limit, cursor: cursorText, keys, format: wanted, bom, ...filters } = request.query
    checkPeriod(filters)
    const cursor = cursorText === undefined ? null : decodeCursor(cursorText)
    const signal = clientSignal(reply)
    const format = wanted ?? acceptedFormat(request)
    if (format === 'json') {
      const page = { limit: limit ?? defaultLimit, cursor, keys, maxBytes: maxAnswerBytes() }
      return sendJson(reply, await configured(sales).page(filters, page, signal))
    }
    const pieces = configured(sales).stream(filters, { limit: limit ?? null, cursor, keys, format, bom }, signal)
    const stream = await startedStream(pieces)
    if (format === 'csv') reply.header('content-disposition', 'attachment; filename="sales.csv"')
    return sendRaw(reply, `${mediaTypes[format]}; charset=utf-8`, stream)
  })

  app.get('/sales/summary', {
    config: { scope: 'sales:read' },
    schema: {
      tags: ['sales'],
      operationId: 'summarizeSales',
      'x-agent': {},
      summary: 'Sums of sales by place, agency, seller, item or time',
      description: 'Lines, clients, quintals, units and lempiras by up to three groups, ' +
        'with the total over all groups. What a chart or a chat needs in place of every line.',
      querystring: summaryQuery,
      response: { 200: summaryAnswer }
    }
  }, async (request, reply) => {
    const { group_by: groupBy, order_by: orderBy, limit, ...filters } = request.query
    checkPeriod(filters)
    const service = configured(sales)
    const groups = groupsOf(groupBy)
    return sendJson(reply, await service.summary(filters, { groups, orderBy, limit }, clientSignal(reply)))
  })
}

/** What the Accept header asks for; JSON where it names nothing that there is. */
function acceptedFormat (request: FastifyRequest): Format {
  const accepted = new Negotiator(request).mediaType(Object.values(mediaTypes))
  if (accepted === mediaTypes.ndjson) return 'ndjson'
  return accepted === mediaTypes.csv ? 'csv' : 'json'
}

/** The names in `?group_by=department,year&group_by=item`, each once. */
function groupsOf (lists: string[]): GroupName[] {
  const names = [...new Set(lists.flatMap((list) => list.split(',')))]
  const groups = groupNames.filter((group) => names.includes(group))
  if (names.length > maxGroups) {
    throw new InvalidInput({ path: 'group_by', message: `must not have more than ${maxGroups} names` })
  }
  return groups.sort((a, b) => names.indexOf(a) - names.indexOf(b))
}

function configured (sales: Sales | null): Sales {
  if (sales !== null) return sales
  throw serviceNotConfigured(
    'The sales database is not configured: set DATABASE_URL, or DB_HOST, DB_DATABASE, DB_USERNAME and DB_PASSWORD.',
    databaseVariables
  )
}
