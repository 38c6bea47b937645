import { readFileSync } from 'node:fs'
import { invalidRequest } from '../errors.ts'
import type { Database } from '../postgres/database.ts'
import { sqlState } from '../postgres/faults.ts'
import { ByteWriter } from './bytes.ts'
import { asciiColumns, columns } from './columns.ts'
import { cursorAfter, encodeCursor, type Line, type LineCursor } from './cursor.ts'
import { asText, csvLines, objectEncoder } from './encode.ts'
import { PageWriter } from './page.ts'
import type { Filters, GroupName } from './schema.ts'
import { linesStatement, shippedSeekColumns, summaryStatement, type LinesSource } from './statement.ts'

export type Keys = 'original' | 'ascii'

export interface PageRequest {
  limit: number
  cursor: LineCursor | null
  keys: Keys
  /** Bytes that the page may have, as `quotedBytes` counts them; Infinity where nothing bounds an answer. */
  maxBytes: number
}

export interface StreamRequest {
  limit: number | null
  cursor: LineCursor | null
  keys: Keys
  format: 'ndjson' | 'csv'
  bom: boolean
}

const source = 'bandeja_resumen_ventas + geo'
const batchSize = 500
const expectedLineBytes = 1024
const byteOrderMark = '\uFEFF'

/** The shipped query, or the user's own from `file`. Throws an Error where the file cannot be read. */
export function loadLinesSource (file: string | null): LinesSource {
  const shipped = readFileSync(file ?? new URL('./sales-with-geo.sql', import.meta.url), 'utf8')
  return { sql: shipped.trim().replace(/;$/, ''), seekColumns: file === null ? shippedSeekColumns : 1 }
}

export type Sales = ReturnType<typeof createSales>

/** Questions to the sales database. Errors: `invalid_request` for a value that a column cannot be compared with, and the database's. */
export function createSales (database: Database, lines: LinesSource) {
  async function fetchLines (filters: Filters, options: { limit: number, cursor: LineCursor | null, undated?: boolean }, signal: AbortSignal, page: PageWriter) {
    const statement = { ...linesStatement(lines, filters, options), types: asText }
    const before = page.lines
    return database.queryArrays<Line>(statement, { signal, resend: true }, () => page.from(before))
  }

  return {
    /** A page as JSON text: `{ data, meta }`, each line an object. */
    async page (filters: Filters, request: PageRequest, signal: AbortSignal): Promise<Buffer> {
      const { limit, cursor } = request
      const page = new PageWriter(namesOf(request.keys), limit, request.maxBytes)
      // one line more than the page has tells whether there is another page
      const { rows } = await fetchLines(filters, { limit: limit + 1, cursor }, signal, page).catch(blameValue)
      if (rows.length <= limit && missesUndated(lines, cursor)) {
        const undated = await fetchLines(filters, { limit: limit + 1 - rows.length, cursor: null, undated: true }, signal, page).catch(blameValue)
        rows.push(...undated.rows)
      }
      return page.end((lines) => {
        const next = rows.length > lines ? cursorAfter(rows.slice(0, lines), cursor) : null
        return {
          query: 'sales_with_geo',
          row_count: lines,
          source,
          limit,
          next_cursor: next === null ? null : encodeCursor(next),
          truncated: lines < Math.min(rows.length, limit)
        }
      })
    },

    /** All lines as NDJSON or CSV, in pieces of a few hundred lines. */
    async * stream (filters: Filters, request: StreamRequest, signal: AbortSignal): AsyncGenerator<string | Buffer> {
      const names = namesOf(request.keys)
      let left = request.limit ?? Infinity
      // goes out with the first lines, so that an error before them is still an error answer
      let header = request.format === 'csv' ? (request.bom ? byteOrderMark : '') + csvLines([[...names]]) : ''
      try {
        for (const undated of missesUndated(lines, request.cursor) ? [false, true] : [false]) {
          const options = { limit: left === Infinity ? null : left, cursor: undated ? null : request.cursor, undated }
          let encode: ((row: Line) => string) | undefined
          for await (const { rows, fields } of database.batches({ ...linesStatement(lines, filters, options), types: asText }, batchSize, { signal })) {
            if (rows.length === 0) continue
            left -= rows.length
            encode ??= objectEncoder(names, fields)
            yield request.format === 'csv' ? header + csvLines(rows as Line[], fields) : ndjson(rows as Line[], encode)
            header = ''
          }
        }
        if (header !== '') yield header
      } catch (error) {
        blameValue(error)
      }
    },

    /** Sums by group as JSON text: `{ data, total, meta }`. */
    async summary (filters: Filters, groups: GroupName[], orderBy: string, limit: number, signal: AbortSignal): Promise<string> {
      const statement = summaryStatement(lines, filters, groups, orderBy, limit + 2)
      const { rows: [total, ...found], fields } = await database.queryArrays<Line>({ ...statement, types: asText }, { signal, resend: true }).catch(blameValue)
      const names = fields.map(({ name }) => name)
      const data = found.slice(0, limit).map(objectEncoder(names, fields))
      const encodeTotal = objectEncoder(names.slice(groups.length), fields.slice(groups.length))
      const meta = { query: 'sales_summary', row_count: data.length, source, group_by: groups, order_by: orderBy, limit, truncated: found.length > limit }
      return `{"data":[${data.join(',')}],"total":${encodeTotal((total ?? []).slice(groups.length))},"meta":${JSON.stringify(meta)}}`
    }
  }
}

/** A seek by date passes over lines without one, which only a user's own query can have. */
function missesUndated (lines: LinesSource, cursor: LineCursor | null): boolean {
  return cursor !== null && lines.seekColumns === 1 && cursor.line[columns.indexOf('FECHA')] !== null
}

function namesOf (keys: Keys): readonly string[] {
  return keys === 'ascii' ? asciiColumns : columns
}

function ndjson (rows: Line[], encode: (row: Line) => string): Buffer {
  const bytes = new ByteWriter(rows.length * expectedLineBytes)
  for (const row of rows) bytes.write(encode(row) + '\n')
  return bytes.take()
}

/** In a user's own query a column may have a type that a filter's or a cursor's value does not fit (SQLSTATE 22007, 22008, 22003, 22P02). */
function blameValue (error: unknown): never {
  if (error instanceof Error && ['22007', '22008', '22003', '22P02'].includes(sqlState(error) ?? '')) {
    throw invalidRequest([{ path: 'query', message: `has a value that its column cannot be compared with: ${error.message}` }])
  }
  throw error
}
