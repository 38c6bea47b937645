import { isSafeNumber, LosslessNumber, parse } from 'lossless-json'

/** JSON whose numbers keep all of their digits: those that JavaScript's own would round are LosslessNumbers. */
export function parseLossless (text: string): unknown {
  return parse(text, null, (digits) => isSafeNumber(digits) ? Number(digits) : new LosslessNumber(digits))
}

/** The same for an answer that was asked for as text; the type is what the API's document says of it. */
export function answerFrom<T> (text: unknown): T {
  return parseLossless(String(text)) as T
}
