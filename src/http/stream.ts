import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { invalidRequest, payloadTooLarge } from '../errors.ts'
import { invocationOf, lambdaBytes } from '../invocations/context.ts'

/** For who takes JSON alone and asked for another format. */
export const notJson = () => invalidRequest([{ path: 'query/format', message: 'must be json here: an agent is answered in JSON' }])

/**
 * A stream of `pieces` whose first piece is there already: an error before it is still an ordinary error
 * answer, one behind it cuts the answer off. In an invocation that collects its answer, a stream that passes
 * what Lambda can send is cut off with a `payload_too_large` AppError (413).
 */
export async function startedStream (pieces: AsyncGenerator<string | Buffer>, { headers }: Pick<FastifyRequest, 'headers'>): Promise<Readable> {
  const invocation = invocationOf(headers)
  if (invocation?.jsonOnly === true) throw notJson()
  const bounded = invocation === undefined || invocation.maxAnswerBytes === null ? pieces : within(lambdaBytes, pieces)
  const first = await bounded.next()
  const stream = Readable.from(withFirst(first, bounded), { objectMode: false })
  if (invocation !== undefined) {
    stream.once('error', (error) => { invocation.cutBy = error })
    invocation.settling.push(new Promise((resolve) => { stream.once('close', resolve) }))
  }
  return stream
}

async function * within (maxBytes: number, pieces: AsyncGenerator<string | Buffer>): AsyncGenerator<string | Buffer> {
  let bytes = 0
  for await (const piece of pieces) {
    bytes += Buffer.byteLength(piece)
    if (bytes > maxBytes) throw payloadTooLarge('The answer is larger than the 6 MB that a function may send: ask for less (limit, filters), or stream it.')
    yield piece
  }
}

async function * withFirst (first: IteratorResult<string | Buffer>, pieces: AsyncGenerator<string | Buffer>): AsyncGenerator<string | Buffer> {
  try {
    if (first.done !== true) yield first.value
    yield * pieces
  } finally {
    await pieces.return(undefined)
  }
}
