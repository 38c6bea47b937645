import * as Type from 'typebox'
import type { Static } from 'typebox'
import { nullableText, plainText } from '../../schema/fields.ts'
import { intents } from '../concierge/concierge.ts'

export const chatRequest = Type.Object({
  message: Type.Refine(
    plainText(1, 4000, 'What the person says, in Spanish or English'),
    (value) => value.trim() !== '',
    () => 'must not be blank'
  ),
  session_id: Type.Optional(Type.String({
    pattern: '^[0-9a-zA-Z._:-]{2,100}$',
    description: 'The conversation to go on with: the session_id of an earlier answer'
  })),
  user_id: Type.Optional(plainText(1, 200, 'A customer: what this one bought weighs in'))
}, { additionalProperties: false, examples: [{ message: 'Recommend me a rock concert in New York' }] })

export type ChatRequest = Static<typeof chatRequest>

export const chatAnswer = Type.Object({
  message: Type.String({ description: 'The answer, in the language of the message' }),
  session_id: Type.String(),
  intent: Type.Enum([...intents], { type: 'string' }),
  confidence: Type.Number({ description: '0 to 1: how sure the intent is' }),
  data: Type.Unsafe<object | null>({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: 'The rows, with their ids, or the prediction that the answer rests on; null where it rests on none'
  }),
  suggestions: Type.Array(Type.String(), { description: 'Up to three questions that could come next' }),
  citations: Type.Optional(Type.Array(Type.Object({
    text: Type.String(),
    references: Type.Array(Type.Object({ text: Type.String(), location: nullableText() }))
  }), { description: 'Where an agent has what it says from a knowledge base' })),
  source: Type.String({ description: 'Who answered: bedrock or embedded' }),
  timestamp: Type.String()
})

export type ChatAnswer = Static<typeof chatAnswer>
