import { readFileSync } from 'node:fs'
import { InvalidInput } from '../errors.ts'
import type { Database } from '../postgres/database.ts'
import { sqlState } from '../postgres/errors.ts'
import { ByteWriter } from './byte-writer.ts'
import { asciiColumns, columns } from './columns.ts'
import { cursorAfter, encodeCursor, type Line, type LineCursor } from './cursor.ts'
import { asText, csvLines, objectEncoder } from './encode.ts'
import { PageWriter } from './page.ts'
import type { Filters, LinesQuery } from './schema.ts'
import {
  linesStatement, shippedSeekColumns, summaryStatement, type LinesSource, type PageOptions, type SummaryOptions
} from './statement.ts'

type Keys = LinesQuery['keys']

export interface PageRequest {
  limit: number
  cursor: LineCursor | null
  keys: Keys
  /** Bytes that the page may have, as `quotedBytes` counts them; Infinity where nothing bounds an answer. */
  maxBytes: number
}

export interface StreamRequest {
  /** Lines at most; null: all of them. */
  limit: number | null
  cursor: LineCursor | null
  keys: Keys
  format: 'ndjson' | 'csv'
  bom: boolean
}

const sourceName = 'bandeja_resumen_ventas + geo'
const batchSize = 500
const expectedLineBytes = 1024
const byteOrderMark = '\uFEFF'

/** SQLSTATE of a value that does not fit its type (PostgreSQL manual, appendix A). */
const valueFaults = new Set(['22003', '22007', '22008', '22P02'])

/** The shipped query, or the user's own from `file`. Throws an Error where the file cannot be read. */
export function loadLinesSource (file: string | null): LinesSource {
  const query = readFileSync(file ?? new URL('./sales-with-geo.sql', import.meta.url), 'utf8')
  return { sql: query.trim().replace(/;$/, ''), seekColumns: file === null ? shippedSeekColumns : 1 }
}

export type Sales = ReturnType<typeof createSales>

/**
 * Questions to the sales database. Errors: InvalidInput for a value that a column cannot be compared with, and the
 * database's.
 */
export function createSales (database: Database, source: LinesSource) {
  async function fetchLines (filters: Filters, options: PageOptions, page: PageWriter, signal: AbortSignal) {
    const statement = { ...linesStatement(source, filters, options), types: asText }
    const linesBefore = page.lines
    const sink = () => page.sinkAfter(linesBefore)
    return database.queryArrays<Line>(statement, { signal, resend: true }, sink).catch(throwInvalidValue)
  }

  return {
    /** A page as JSON text: `{ data, meta }`, each line an object. */
    async page (filters: Filters, request: PageRequest, signal: AbortSignal): Promise<Buffer> {
      const { limit, cursor, keys, maxBytes } = request
      const page = new PageWriter(namesOf(keys), limit, maxBytes)
      // one line more than the page has tells whether there is another page
      const { rows } = await fetchLines(filters, { limit: limit + 1, cursor }, page, signal)
      if (rows.length <= limit && missesUndated(source, cursor)) {
        const options = { limit: limit + 1 - rows.length, cursor: null, undated: true }
        const undated = await fetchLines(filters, options, page, signal)
        rows.push(...undated.rows)
      }
      return page.finish((lines) => {
        const next = rows.length > lines ? cursorAfter(rows.slice(0, lines), cursor) : null
        return {
          query: 'sales_with_geo',
          row_count: lines,
          source: sourceName,
          limit,
          next_cursor: next === null ? null : encodeCursor(next),
          truncated: lines < Math.min(rows.length, limit)
        }
      })
    },

    /** All lines as NDJSON or CSV, in pieces of a few hundred lines. */
    async * stream (filters: Filters, request: StreamRequest, signal: AbortSignal): AsyncGenerator<string | Buffer> {
      const { cursor, format } = request
      const names = namesOf(request.keys)
      let remaining = request.limit ?? Infinity
      // goes out with the first lines, so that an error before them is still an error answer
      let header = format === 'csv' ? (request.bom ? byteOrderMark : '') + csvLines([[...names]]) : ''
      try {
        for (const undated of missesUndated(source, cursor) ? [false, true] : [false]) {
          const limit = remaining === Infinity ? null : remaining
          const options = { limit, cursor: undated ? null : cursor, undated }
          const statement = { ...linesStatement(source, filters, options), types: asText }
          let encode: ((row: Line) => string) | undefined
          for await (const { rows, fields } of database.batches(statement, batchSize, { signal })) {
            if (rows.length === 0) continue
            const lines = rows as Line[] // all values are text, by `asText`
            remaining -= lines.length
            encode ??= objectEncoder(names, fields)
            yield format === 'csv' ? header + csvLines(lines, fields) : ndjsonLines(lines, encode)
            header = ''
          }
        }
        if (header !== '') yield header
      } catch (error) {
        throwInvalidValue(error)
      }
    },

    /** Sums by group as JSON text: `{ data, total, meta }`. */
    async summary (filters: Filters, options: SummaryOptions, signal: AbortSignal): Promise<string> {
      const { groups, orderBy, limit } = options
      // one group more than was asked for tells whether there are more
      const statement = { ...summaryStatement(source, filters, { groups, orderBy, limit: limit + 1 }), types: asText }
      const answer = await database.queryArrays<Line>(statement, { signal, resend: true }).catch(throwInvalidValue)
      const { rows: [total = [], ...found], fields } = answer
      const names = fields.map(({ name }) => name)
      const data = found.slice(0, limit).map(objectEncoder(names, fields))
      const encodeTotal = objectEncoder(names.slice(groups.length), fields.slice(groups.length))
      const meta = {
        query: 'sales_summary',
        row_count: data.length,
        source: sourceName,
        group_by: groups,
        order_by: orderBy,
        limit,
        truncated: found.length > limit
      }
      const totalJson = encodeTotal(total.slice(groups.length))
      return `{"data":[${data.join(',')}],"total":${totalJson},"meta":${JSON.stringify(meta)}}`
    }
  }
}

/** A seek by date passes over lines without one, which only a user's own query can have. */
function missesUndated ({ seekColumns }: LinesSource, cursor: LineCursor | null): boolean {
  return cursor !== null && seekColumns === 1 && cursor.line[columns.indexOf('FECHA')] !== null
}

function namesOf (keys: Keys): readonly string[] {
  return keys === 'ascii' ? asciiColumns : columns
}

function ndjsonLines (rows: Line[], encode: (row: Line) => string): Buffer {
  const bytes = new ByteWriter(rows.length * expectedLineBytes)
  for (const row of rows) bytes.write(encode(row) + '\n')
  return bytes.written()
}

/** In a user's own query a column may have a type that a filter's or a cursor's value does not fit. */
function throwInvalidValue (error: unknown): never {
  if (!(error instanceof Error) || !valueFaults.has(sqlState(error) ?? '')) throw error
  throw new InvalidInput({ path: '', message: `has a value that its column cannot be compared with: ${error.message}` })
}
