import { Readable } from 'node:stream'

/**
 * A stream of `pieces` whose first piece is there already: an error before it is still an ordinary error
 * answer, one behind it cuts the answer off.
 */
export async function startedStream (pieces: AsyncGenerator<string | Buffer>): Promise<Readable> {
  const first = await pieces.next()
  return Readable.from(withFirst(first, pieces), { objectMode: false })
}

async function * withFirst (first: IteratorResult<string | Buffer>, pieces: AsyncGenerator<string | Buffer>): AsyncGenerator<string | Buffer> {
  try {
    if (first.done !== true) yield first.value
    yield * pieces
  } finally {
    await pieces.return(undefined)
  }
}
