import type { Predictor } from '../../../predictor/predictor.ts'
import type { Warehouse } from '../../../warehouse/warehouse.ts'
import type { Formatting, Localized } from '../formatting.ts'
import type { Entities } from '../parse/entities.ts'

/** What an answer is made with. */
export interface AnswerContext {
  message: string
  warehouse: Warehouse
  tickets: Predictor
  entities: Entities
  format: Formatting
  userId: string | undefined
  signal: AbortSignal
  now: Date
}

export interface Answer {
  text: string
  /** The rows that the text rests on; null where it rests on none. */
  data: object | null
}

/** How many things an answer has where the message does not say. */
export const defaultCount = 5

/** For a service that wants a limit where every row is wanted. */
export const noLimit = 10_000

/** "in Boston", "in Portland, ME", "in TX", a space in front; empty where no place is named. */
export function placePhrase ({ city, state }: Entities): Localized {
  const names = [city, state].filter((name) => name !== undefined).join(', ')
  return names === '' ? { en: '', es: '' } : { en: ` in ${names}`, es: ` en ${names}` }
}
