import type { Problem } from '../client/problem.ts'
import type { AskAnswer, AskEvent, Rows } from './events.ts'

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

export type Action =
  | { kind: 'asked', id: number, question: string }
  | { kind: 'event', id: number, event: AskEvent }
  | { kind: 'ended', id: number, problem: Problem | null }
  | { kind: 'cleared' }

const newTurn = {
  asking: true, reached: [], sql: null, explanation: '', rows: null, answer: '', done: null, problem: null
} satisfies Partial<Turn>

/** A conversation after one more thing has happened. */
export function reducer (turns: Turn[], action: Action): Turn[] {
  if (action.kind === 'cleared') return []
  if (action.kind === 'asked') return [...turns, { ...newTurn, id: action.id, question: action.question }]
  return turns.map((turn) => {
    if (turn.id !== action.id) return turn
    if (action.kind === 'ended') return { ...turn, asking: false, problem: action.problem }
    return applyEvent(turn, action.event)
  })
}

function applyEvent (turn: Turn, message: AskEvent): Turn {
  if (message.event === 'done') {
    return { ...turn, reached: [...stages], done: message.data, answer: message.data.answer }
  }
  const isNew = !turn.reached.includes(message.event)
  const reached = isNew ? [...turn.reached, message.event] : turn.reached
  switch (message.event) {
    case 'schema': return { ...turn, reached }
    case 'sql': return { ...turn, reached, sql: message.data.sql, explanation: message.data.explanation }
    case 'rows': return { ...turn, reached, rows: message.data }
    case 'answer': return { ...turn, reached, answer: turn.answer + message.data.text }
  }
}
