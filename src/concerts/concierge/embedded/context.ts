import type { Predictor } from '../../predictor/predictor.ts'
import type { Warehouse } from '../../warehouse/warehouse.ts'
import type { Entities } from './entities.ts'
import type { Speech } from './speech.ts'

/** What an answer is made with. */
export interface AnswerContext {
  warehouse: Warehouse
  tickets: Predictor
  entities: Entities
  say: Speech
  userId: string | undefined
  signal: AbortSignal
  now: Date
}

export interface Answer {
  text: string
  /** The rows that the text rests on; null where it rests on none. */
  data: object | null
}

/** "in Boston", "in Portland, ME", "in TX"; empty where no place is named. */
export function placeOf ({ city, state }: Entities): string {
  const names = [city, state].filter((name) => name !== undefined)
  return names.length === 0 ? '' : ` in ${names.join(', ')}`
}

/** The same in Spanish. */
export function lugarDe (entities: Entities): string {
  return placeOf(entities).replace(' in ', ' en ')
}
