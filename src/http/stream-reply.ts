import { Readable } from 'node:stream'
import { invalidRequest } from '../errors.ts'
import { currentInvocation } from './invocation.ts'
import { answerTooLarge, maxLambdaBytes } from './response-limits.ts'

type Piece = string | Buffer

/** For who takes JSON alone and asked for another format. */
export const notJson = () => invalidRequest([
  { path: 'query/format', message: 'must be json here: an agent is answered in JSON' }
])

/**
 * A stream of `pieces` whose first piece is there already: an error before it is still an ordinary error
 * answer, one behind it cuts the answer off. In an invocation that collects its answer, a stream that passes
 * what Lambda can send is cut off with a `payload_too_large` AppError (413).
 */
export async function startedStream (pieces: AsyncGenerator<Piece>): Promise<Readable> {
  const invocation = currentInvocation()
  if (invocation?.jsonOnly === true) throw notJson()
  const isCollected = invocation !== undefined && invocation.maxAnswerBytes !== null
  const bounded = isCollected ? within(maxLambdaBytes, pieces) : pieces
  const first = await bounded.next()
  const stream = Readable.from(withFirst(first, bounded), { objectMode: false })
  if (invocation !== undefined) {
    stream.once('error', (error) => { invocation.streamError = error })
    invocation.pending.push(new Promise((resolve) => { stream.once('close', resolve) }))
  }
  return stream
}

async function * within (maxBytes: number, pieces: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  let bytes = 0
  for await (const piece of pieces) {
    bytes += Buffer.byteLength(piece)
    if (bytes > maxBytes) throw answerTooLarge('stream')
    yield piece
  }
}

async function * withFirst (first: IteratorResult<Piece>, pieces: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  try {
    if (first.done !== true) yield first.value
    yield * pieces
  } finally {
    await pieces.return(undefined)
  }
}
