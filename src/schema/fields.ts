import * as Type from 'typebox'
import type { Static, TSchema } from 'typebox'

/** A text that PostgreSQL can hold: anything but U+0000; the length is in characters, as varchar counts them. */
export function plainText (minLength: number, maxLength: number, description?: string) {
  return Type.Refine(
    Type.String({ minLength, maxLength, ...(description !== undefined && { description }) }),
    (value) => !value.includes('\0') && value.isWellFormed() && hasAtMost(maxLength, value),
    () => `must be at most ${maxLength} characters of valid Unicode without U+0000`
  )
}

/** A character beyond U+FFFF counts as two in `length`, so a text that is short by that is short. */
function hasAtMost (maxLength: number, value: string): boolean {
  return value.length <= maxLength || [...value].length <= maxLength
}

/** A date as 2024-01-31, from year 1 on: PostgreSQL has no year 0. */
export function day (description: string) {
  return Type.Refine(
    Type.String({ format: 'date', description }),
    (value) => !value.startsWith('0000'),
    () => 'must be a date from year 1 on'
  )
}

/** In answers: a text or null, in the form that OpenAPI 3.0 has for it. */
export function nullableText (description?: string) {
  const described = description !== undefined && { description }
  return Type.Unsafe<string | null>({ type: 'string', nullable: true, ...described })
}

/**
 * An object with any names, each value of the one schema. (TypeBox's own Record brings its whole type engine into a
 * cold start.)
 */
export function record<T extends TSchema> (value: T) {
  return Type.Unsafe<Record<string, Static<T>>>({ type: 'object', additionalProperties: value })
}

/** For routes without query parameters: one that is sent is a fault, as everywhere. */
export const noQuery = Type.Object({}, { additionalProperties: false })
