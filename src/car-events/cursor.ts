import * as Type from 'typebox'
import { createCursorCodec } from '../schema/cursor.ts'
import { toIso } from './instant.ts'

const instantSchema = Type.Refine(Type.String(), (text) => toIso(text) !== null, () => 'must be a time of PostgreSQL')

const idSchema = Type.Refine(
  Type.String({ minLength: 1, maxLength: 255 }), (id) => !id.includes('\0'), () => 'must not contain U+0000'
)

/** Where a page of events ended: the createdDate of its last event as PostgreSQL wrote it, and that event's id. */
const cursorSchema = Type.Tuple([Type.Union([instantSchema, Type.Null()]), idSchema])

/** `decodeCursor` throws InvalidInput for what is no cursor of these lists. */
export const { encode: encodeCursor, decode: decodeCursor } = createCursorCodec(cursorSchema)
