import * as Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/schema'

/** A batch of a DynamoDB stream (AWS Lambda developer guide, "Using Lambda with DynamoDB"). */
const streamBatch = Type.Object({
  Records: Type.Array(Type.Object({ eventSource: Type.Literal('aws:dynamodb') }), { minItems: 1 })
})

export type StreamBatch = Static<typeof streamBatch>

export interface StreamAnswer {
  /** The sequence numbers of the records that failed; the stream is sent again from the lowest. Empty: all are done. */
  batchItemFailures: { itemIdentifier: string }[]
}

/** Whoever takes the records of a stream: every record is done or named in the answer when it resolves. */
export type StreamHandler = (batch: StreamBatch, signal: AbortSignal) => Promise<StreamAnswer>

/** Nothing here takes records of this kind: the batch must stay in the stream. */
export class StreamNotHandled extends Error {
  constructor () {
    super('This function has no handler for DynamoDB Streams: the batch was refused and stays in the stream')
    this.name = 'StreamNotHandled'
  }
}

export function isStreamBatch (event: unknown): event is StreamBatch {
  return Check(streamBatch, event)
}

/** Hands a batch to its handler. Throws StreamNotHandled where there is none, since any answer would acknowledge it. */
export async function answerStream (
  batch: StreamBatch, handler: StreamHandler | null, signal: AbortSignal
): Promise<StreamAnswer> {
  if (handler === null) throw new StreamNotHandled()
  return handler(batch, signal)
}
