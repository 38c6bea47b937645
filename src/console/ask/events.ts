import { isObject } from '../../json/is-object.ts'
import { checked, hasTexts, isListOf } from '../client/guards.ts'
import type { operations } from '../client/openapi.d.ts'

export type AskAnswer = operations['askQuestion']['responses']['200']['content']['application/json']
export type Query = Pick<AskAnswer, 'sql' | 'explanation'>
export type Rows = Pick<AskAnswer, 'columns' | 'data' | 'row_count' | 'truncated' | 'visualization'>

/** What the API's document says that an answer sends while it is made; each part is a part of the whole answer. */
export type AskEvent =
  | { event: 'schema' }
  | { event: 'sql', data: Query }
  | { event: 'rows', data: Rows }
  | { event: 'answer', data: { text: string } }
  | { event: 'done', data: AskAnswer }

/** A ParseEvent for `/ask`. */
export function parseAskEvent (event: string, data: unknown): AskEvent | null {
  switch (event) {
    case 'schema': return { event }
    case 'sql': return { event, data: checked(event, data, isQuery) }
    case 'rows': return { event, data: checked(event, data, isRows) }
    case 'answer': return { event, data: checked(event, data, isPiece) }
    case 'done': return { event, data: checked(event, data, isAskAnswer) }
    default: return null
  }
}

function isQuery (data: unknown): data is Query {
  return hasTexts(data, 'sql', 'explanation')
}

function isPiece (data: unknown): data is { text: string } {
  return hasTexts(data, 'text')
}

function isRows (data: unknown): data is Rows {
  return isObject(data) && isListOf(data['columns'], isColumn) && isListOf(data['data'], isObject) &&
    typeof data['row_count'] === 'number' && isObject(data['visualization'])
}

function isColumn (value: unknown): value is Rows['columns'][number] {
  return hasTexts(value, 'name', 'type')
}

function isAskAnswer (data: unknown): data is AskAnswer {
  return hasTexts(data, 'answer', 'sql', 'explanation', 'conversation_id') && isRows(data) &&
    'assumptions' in data && Array.isArray(data.assumptions) && 'meta' in data && isObject(data.meta)
}
