import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { invocationOf } from '../invocations/context.ts'

/**
 * A stream of `pieces` whose first piece is there already: an error before it is still an ordinary error
 * answer, one behind it cuts the answer off.
 */
export async function startedStream (pieces: AsyncGenerator<string | Buffer>, { headers }: Pick<FastifyRequest, 'headers'>): Promise<Readable> {
  const first = await pieces.next()
  const stream = Readable.from(withFirst(first, pieces), { objectMode: false })
  invocationOf(headers)?.settling.push(new Promise((resolve) => { stream.once('close', resolve) }))
  return stream
}

async function * withFirst (first: IteratorResult<string | Buffer>, pieces: AsyncGenerator<string | Buffer>): AsyncGenerator<string | Buffer> {
  try {
    if (first.done !== true) yield first.value
    yield * pieces
  } finally {
    await pieces.return(undefined)
  }
}
