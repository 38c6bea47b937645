import type { FastifyRequest } from 'fastify'
import { invocationOf } from '../invocations/context.ts'

/** Bytes that the answer to a request may have, as `quotedBytes` counts them; Infinity where nothing bounds it. */
export function maxAnswerBytes ({ headers }: Pick<FastifyRequest, 'headers'>): number {
  return invocationOf(headers)?.maxAnswerBytes ?? Infinity
}

/**
 * The bytes of a JSON text as a string inside another JSON document, which is how Lambda's proxy answers and an
 * agent's envelope carry it: each quote and backslash takes one more.
 */
export function quotedBytes (json: string | Buffer, start = 0, end = json.length): number {
  if (typeof json === 'string') return quotedBytes(Buffer.from(json))
  let bytes = end - start
  for (let index = start; index < end; index++) {
    const byte = json[index]
    if (byte === 0x22 || byte === 0x5c) bytes++
  }
  return bytes
}

/** How many of the first `rows` fit into `maxBytes` as JSON, each counted with its comma; at least one. */
export function rowsThatFit (rows: readonly unknown[], maxBytes: number): number {
  if (maxBytes === Infinity) return rows.length
  let bytes = 0
  for (const [index, row] of rows.entries()) {
    bytes += quotedBytes(JSON.stringify(row)) + 1
    if (bytes > maxBytes) return Math.max(index, 1)
  }
  return rows.length
}
