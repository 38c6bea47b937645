import { isLosslessNumber } from 'lossless-json'
import type { operations } from '../client/openapi.d.ts'
import type { ServerSentEvent } from '../client/events.ts'
import type { Problem } from '../client/problem.ts'

export type AskAnswer = operations['askQuestion']['responses']['200']['content']['application/json']
export type Rows = Pick<AskAnswer, 'columns' | 'data' | 'row_count' | 'truncated' | 'visualization'>

export const stages = ['schema', 'sql', 'rows', 'answer'] as const
export type Stage = typeof stages[number]

/** A question and what has come of it so far. */
export interface Turn {
  id: number
  question: string
  asking: boolean
  /** The stages that are over. */
  reached: Stage[]
  sql: string | null
  explanation: string
  rows: Rows | null
  answer: string
  done: AskAnswer | null
  problem: Problem | null
}

export type Change =
  | { kind: 'asked', id: number, question: string }
  | { kind: 'event', id: number, event: ServerSentEvent }
  | { kind: 'ended', id: number, problem: Problem | null }
  | { kind: 'cleared' }

/** A conversation after one more thing has happened. */
export function changed (turns: Turn[], change: Change): Turn[] {
  if (change.kind === 'cleared') return []
  if (change.kind === 'asked') {
    const { id, question } = change
    return [...turns, { id, question, asking: true, reached: [], sql: null, explanation: '', rows: null, answer: '', done: null, problem: null }]
  }
  return turns.map((turn) => turn.id !== change.id ? turn : change.kind === 'ended' ? { ...turn, asking: false, problem: change.problem } : happened(turn, change.event))
}

/** What each event says is described in the API's document, but for the types of its parts. */
function happened (turn: Turn, { event, data }: ServerSentEvent): Turn {
  const reached = isStage(event) && !turn.reached.includes(event) ? [...turn.reached, event] : turn.reached
  switch (event) {
    case 'sql': {
      const { sql, explanation } = data as Pick<AskAnswer, 'sql' | 'explanation'>
      return { ...turn, reached, sql, explanation }
    }
    case 'rows': return { ...turn, reached, rows: data as Rows }
    case 'answer': return { ...turn, reached, answer: turn.answer + (data as { text: string }).text }
    case 'done': {
      const done = data as AskAnswer
      return { ...turn, reached: [...stages], done, answer: done.answer }
    }
    default: return { ...turn, reached }
  }
}

function isStage (name: string): name is Stage {
  return stages.some((stage) => stage === name)
}

/** The specification with its rows' numbers as JavaScript has them, which is what a picture needs. */
export function drawable (specification: object): object {
  return JSON.parse(JSON.stringify(specification, (_name, value: unknown) => isLosslessNumber(value) ? Number(value) : value)) as object
}
