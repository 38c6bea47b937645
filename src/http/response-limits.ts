import { payloadTooLarge, type AppError } from '../errors.ts'
import { currentInvocation } from './invocation.ts'

/** What Lambda takes of a buffered answer (Lambda quotas). */
export const maxLambdaBytes = 6 * 1024 * 1024
/** The same, less what wrapping an answer may add to it. */
export const maxBufferedBytes = maxLambdaBytes - 64 * 1024
/** A load balancer takes 1 MB of JSON from a function (Elastic Load Balancing quotas), wrapping included. */
export const maxLoadBalancerBytes = 1024 * 1024 - 16 * 1024
/** Bedrock takes no Lambda answer of 25 KB or more (Bedrock quotas). */
export const maxAgentBytes = 25_000
/** What is kept of that for the envelope around a page that a route cuts itself. */
export const agentEnvelopeBytes = 1000

const narrower = 'ask for less (limit, filters), or stream it.'

const tooLarge = {
  stream: `The answer is larger than the 6 MB that a function may send: ${narrower}`,
  direct: 'The answer is larger than the 6 MB that a function may send: ask for less.',
  buffered: `The answer is larger than the 6 MB that a buffered function may send: ${narrower}`,
  loadBalancer: `The answer is larger than the 1 MB that a load balancer takes from a function: ${narrower}`,
  agent: 'The answer is longer than an agent may be given: ' +
    'ask a narrower question (more filters, fewer groups, a smaller limit).'
}

/** The error (413) in place of an answer that its reader cannot be given. */
export function answerTooLarge (reader: keyof typeof tooLarge): AppError {
  return payloadTooLarge(tooLarge[reader])
}

/** Bytes that the answer made here may have, as `quotedBytes` counts them; Infinity where nothing bounds it. */
export function maxAnswerBytes (): number {
  return currentInvocation()?.maxAnswerBytes ?? Infinity
}

/**
 * The bytes of a JSON text as a string inside another JSON document, which is how Lambda's proxy answers and an
 * agent's envelope carry it: each quote and backslash takes one more.
 */
export function quotedBytes (json: string | Buffer, start = 0, end = json.length): number {
  if (typeof json === 'string') return quotedBytes(Buffer.from(json))
  let bytes = end - start
  for (let index = start; index < end; index++) {
    const byte = json[index]
    if (byte === 0x22 || byte === 0x5c) bytes++
  }
  return bytes
}

/** How many of the first `rows` fit into `maxBytes` as JSON, each counted with its comma; at least one. */
export function rowsThatFit (rows: readonly unknown[], maxBytes: number): number {
  if (maxBytes === Infinity) return rows.length
  let bytes = 0
  for (const [index, row] of rows.entries()) {
    bytes += quotedBytes(JSON.stringify(row)) + 1
    if (bytes > maxBytes) return Math.max(index, 1)
  }
  return rows.length
}
