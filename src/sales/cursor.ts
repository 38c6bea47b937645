import * as Type from 'typebox'
import type { Static } from 'typebox'
import { createCursorCodec } from '../schema/cursor.ts'
import { columns } from './columns.ts'

/** Taken when it is first needed: it would be a millisecond of every cold start. */
const zlib = () => process.getBuiltinModule('node:zlib')

/** A cursor that unpacks to more is not ours; it would only take memory. */
const maxOutputLength = 100_000

const valueSchema = Type.Union([Type.String({ pattern: '^[^\\u0000]*$' }), Type.Null()])

/**
 * Where a page ended: every column of its last line as PostgreSQL wrote it, and how many lines equal to
 * that one were sent, since two lines may be equal in every column.
 */
const cursorSchema = Type.Object({
  line: Type.Array(valueSchema, { minItems: columns.length, maxItems: columns.length }),
  sent: Type.Integer({ minimum: 1 })
}, { additionalProperties: false })

export type LineCursor = Static<typeof cursorSchema>
export type Line = LineCursor['line']

/** Deflated, since a line is long. `decodeCursor` throws InvalidInput for what is no cursor of this service. */
export const { encode: encodeCursor, decode: decodeCursor } = createCursorCodec(cursorSchema, {
  pack: (json) => zlib().deflateRawSync(json),
  unpack: (bytes) => zlib().inflateRawSync(bytes, { maxOutputLength }).toString()
})

/** The cursor behind the last of `lines`, which followed `before`. */
export function cursorAfter (lines: Line[], before: LineCursor | null): LineCursor | null {
  const last = lines.at(-1)
  if (last === undefined) return before
  let sent = 1
  while (sent < lines.length && isSame(lines[lines.length - 1 - sent], last)) sent++
  const goesOn = sent === lines.length && before !== null && isSame(before.line, last)
  return { line: last, sent: goesOn ? before.sent + sent : sent }
}

function isSame (a: Line | undefined, b: Line): boolean {
  return a !== undefined && a.every((value, index) => value === b[index])
}
