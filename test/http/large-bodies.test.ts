import t from 'tap'
import { createLargeBodies } from '../../src/http/large-bodies.ts'

const alive = setInterval(() => {}, 1000) // the time that a body waits does not keep a process from ending
t.teardown(() => clearInterval(alive))

async function * body (...sizes: number[]) {
  for (const size of sizes) yield Buffer.alloc(size)
}

async function sizeOf (bytes: AsyncIterable<Buffer>): Promise<number> {
  let size = 0
  for await (const chunk of bytes) size += chunk.length
  return size
}

t.test('a body is read as it comes, up to the limit', async (t) => {
  const bodies = createLargeBodies({ maxBytes: 10 })
  t.equal(await bodies.read(body(4, 6), sizeOf), 10)
  await t.rejects(bodies.read(body(4, 6, 1), sizeOf), { status: 413, code: 'payload_too_large' })
})

t.test('large ones wait for each other until their work is done; small ones pass', async (t) => {
  const bodies = createLargeBodies({ largeBytes: 10, maxLargeAtOnce: 1, maxWaitMs: 50 })
  let finish = () => {}
  const finished = new Promise<void>((resolve) => { finish = resolve })
  const first = bodies.read(body(20), async (bytes) => {
    const size = await sizeOf(bytes)
    await finished
    return size
  })
  await t.rejects(bodies.read(body(20), sizeOf), { status: 503, code: 'service_unavailable', retryAfter: 5 })
  t.equal(await bodies.read(body(10), sizeOf), 10)
  const waiting = bodies.read(body(5, 20), sizeOf)
  finish()
  t.equal(await first, 20)
  t.equal(await waiting, 25)
})

t.test('work that fails gives its turn back', async (t) => {
  const bodies = createLargeBodies({ largeBytes: 10, maxLargeAtOnce: 1, maxWaitMs: 50 })
  const fail = async (bytes: AsyncIterable<Buffer>) => {
    await sizeOf(bytes)
    throw new Error('no')
  }
  await t.rejects(bodies.read(body(20), fail), { message: 'no' })
  t.equal(await bodies.read(body(20), sizeOf), 20)
})
