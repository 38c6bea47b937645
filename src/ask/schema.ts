import * as Type from 'typebox'
import type { Static } from 'typebox'
import type { Language } from '../language/words.ts'
import { nullableText, plainText } from '../schema/fields.ts'
import type { Tokens, Writer } from './writer/writer.ts'

const conversationId = Type.String({
  pattern: '^[0-9a-zA-Z._:-]{1,100}$',
  description: 'The conversation to go on with: the conversation_id of an earlier answer'
})

function notBlank (max: number, description: string) {
  return Type.Refine(plainText(1, max, description), (value) => value.trim() !== '', () => 'must not be blank')
}

export const askRequest = Type.Object({
  question: notBlank(2000, 'A question in Spanish or English'),
  conversation_id: Type.Optional(conversationId),
  language: Type.Optional(Type.Enum(['es', 'en'] satisfies Language[], {
    type: 'string',
    description: 'The language of the answer; that of the question where none is given'
  })),
  dry_run: Type.Optional(Type.Boolean({ description: 'Write and check the query, and do not run it' })),
  max_rows: Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'Rows in the answer' })
}, { additionalProperties: false, examples: [{ question: '¿Cuántos clientes hay?' }] })

export type AskRequest = Static<typeof askRequest>

const anyMembers = { type: 'object', additionalProperties: true } as const

export const visualization = Type.Object({
  type: Type.Unsafe<'kpi' | 'bar' | 'line' | 'pie' | 'table' | 'text'>({
    type: 'string',
    description: 'kpi, bar, line, pie, table or text'
  }),
  x: Type.Optional(Type.String()),
  y: Type.Optional(Type.String()),
  vega_lite: Type.Optional(Type.Unsafe<object>({
    ...anyMembers,
    description: 'A Vega-Lite 5 specification with its data'
  }))
})

export type Visualization = Static<typeof visualization>

/** What a question goes through, one after the other. */
export type Stage = 'link' | 'generate' | 'guard' | 'plan' | 'execute' | 'answer'

export interface AskMeta {
  engine: Writer['kind']
  model: string
  attempts: number
  /** The query is that of a verified example, not written anew. */
  cached: boolean
  timings_ms: Record<Stage, number>
  tokens: Tokens
  /** As `schema.name`. */
  tables: string[]
  timestamp: string
}

export const askAnswer = Type.Object({
  success: Type.Boolean(),
  answer: Type.String({ description: 'A sentence in the language of the question' }),
  sql: Type.String(),
  columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
  data: Type.Array(Type.Unsafe<Record<string, unknown>>(anyMembers)),
  row_count: Type.Integer({ description: 'Rows in data' }),
  truncated: Type.Boolean({ description: 'There are more rows than these' }),
  visualization,
  explanation: Type.String({ description: 'What the query computes' }),
  assumptions: Type.Array(Type.String()),
  conversation_id: Type.String(),
  meta: Type.Unsafe<AskMeta>(anyMembers)
})

export type AskAnswer = Static<typeof askAnswer>

export const schemaAnswer = Type.Object({
  schemas: Type.Array(Type.String()),
  tables: Type.Array(Type.Object({
    schema: Type.String(),
    name: Type.String(),
    kind: Type.String({ description: 'table or view' }),
    rows: Type.Integer({ description: 'The planner\'s estimate' }),
    comment: nullableText(),
    columns: Type.Array(Type.Object({
      name: Type.String(),
      type: Type.String(),
      comment: nullableText(),
      values: Type.Optional(Type.Array(Type.String(), { description: 'Of a text column that has few' }))
    })),
    primary_key: Type.Array(Type.String()),
    foreign_keys: Type.Array(Type.Object({
      columns: Type.Array(Type.String()),
      references: Type.String(),
      other_columns: Type.Array(Type.String())
    }))
  }))
})

export const exampleRequest = Type.Object({
  question: notBlank(2000, 'A question'),
  sql: notBlank(16_384, 'The query that answers it')
}, { additionalProperties: false })

export const example = Type.Object({
  id: Type.String(),
  question: Type.String(),
  sql: Type.String(),
  created_at: Type.String()
})

export type Example = Static<typeof example>

export const examplesAnswer = Type.Object({
  data: Type.Array(example),
  meta: Type.Object({
    row_count: Type.Integer(),
    kept_in: Type.String({ description: 'postgres, or memory: until this process ends' })
  })
})
export const exampleId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
export const removedAnswer = Type.Object({ deleted: Type.String() })

export const feedbackRequest = Type.Object({
  conversation_id: conversationId,
  ok: Type.Boolean({ description: 'Whether the last answer of the conversation was right' }),
  sql: Type.Optional(notBlank(16_384, 'The query that would have been right'))
}, { additionalProperties: false })

export const feedbackAnswer = Type.Object({ stored: Type.Boolean(), example: Type.Optional(example) })
