import { isSafeNumber, LosslessNumber, parse, stringify } from 'lossless-json'

/** JSON whose numbers keep all of their digits: those that JavaScript's own would round are LosslessNumbers. */
export function parseLossless (text: string): unknown {
  return parse(text, null, (digits) => isSafeNumber(digits) ? Number(digits) : new LosslessNumber(digits))
}

/** JSON with every digit of a LosslessNumber. */
export function toJson (data: unknown): string {
  return stringify(data) ?? 'null'
}
