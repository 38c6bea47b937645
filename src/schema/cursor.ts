import type { Static, TSchema } from 'typebox'
import { Parse } from 'typebox/schema'
import { InvalidInput } from '../errors.ts'

/** How a cursor's JSON becomes bytes, and the other way around. */
interface Packing {
  pack (json: string): Buffer
  unpack (bytes: Buffer): string
}

const asUtf8: Packing = { pack: (json) => Buffer.from(json), unpack: (bytes) => bytes.toString() }

/**
 * Writes and reads the cursors of one list: the JSON of where a page ended, which fits `schema`, as base64url of its
 * packed bytes (UTF-8 where no packing is given). `decode` throws InvalidInput for a text that is none of these.
 */
export function createCursorCodec<T extends TSchema> (schema: T, { pack, unpack }: Packing = asUtf8) {
  return {
    encode: (cursor: Static<T>): string => pack(JSON.stringify(cursor)).toString('base64url'),

    decode: (text: string): Static<T> => {
      try {
        return Parse(schema, JSON.parse(unpack(Buffer.from(text, 'base64url'))))
      } catch {
        throw invalidCursor() // whatever went wrong, the text is not one of ours
      }
    }
  }
}

/** For a cursor that no answer of this list had. */
export function invalidCursor (): InvalidInput {
  return new InvalidInput({ path: 'cursor', message: 'is not the next_cursor of an earlier answer' })
}
