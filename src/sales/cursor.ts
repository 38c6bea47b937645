import * as Type from 'typebox'
import type { Static } from 'typebox'
import { Parse } from 'typebox/schema'
import { invalidRequest } from '../errors.ts'
import { columns } from './columns.ts'

/** Taken when it is first needed: it would be a millisecond of every cold start. */
const zlib = () => process.getBuiltinModule('node:zlib')

/**
 * Where a page ended: every column of its last line as PostgreSQL wrote it, and how many lines equal to
 * that one were sent, since two lines may be equal in every column.
 */
const cursorSchema = Type.Object({
  line: Type.Array(Type.Union([Type.String({ pattern: '^[^\\u0000]*$' }), Type.Null()]), { minItems: columns.length, maxItems: columns.length }),
  sent: Type.Integer({ minimum: 1 })
}, { additionalProperties: false })

export type LineCursor = Static<typeof cursorSchema>
export type Line = LineCursor['line']

export function encodeCursor (cursor: LineCursor): string {
  return zlib().deflateRawSync(JSON.stringify(cursor)).toString('base64url')
}

/** Throws `invalid_request` for a text that is not a cursor of this service. */
export function decodeCursor (text: string): LineCursor {
  try {
    return Parse(cursorSchema, JSON.parse(zlib().inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: 100_000 }).toString()))
  } catch {
    throw invalidRequest([{ path: 'query/cursor', message: 'is not the next_cursor of an earlier answer' }])
  }
}

/** The cursor behind the last of `lines`, which followed `before`. */
export function cursorAfter (lines: Line[], before: LineCursor | null): LineCursor | null {
  const last = lines.at(-1)
  if (last === undefined) return before
  let sent = 1
  while (sent < lines.length && isSame(lines[lines.length - 1 - sent], last)) sent++
  return { line: last, sent: sent === lines.length && before !== null && isSame(before.line, last) ? before.sent + sent : sent }
}

function isSame (a: Line | undefined, b: Line): boolean {
  return a !== undefined && a.every((value, index) => value === b[index])
}
