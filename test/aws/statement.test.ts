import t from 'tap'
import { runStatement, type StatementCalls, type StatementEnd } from '../../src/aws/statement.ts'
import { until } from '../helper.ts'

const never = new AbortController().signal
const finished: StatementEnd = { state: 'finished', reason: undefined }

/** A service whose statement has the given pages; `seen` notes what it was asked. */
function createCalls (given: Partial<StatementCalls<number>> = {}, pages: number[][] = [[1, 2], [3]]) {
  const seen = { polls: 0, cancelled: [] as string[] }
  const calls: StatementCalls<number> = {
    service: 'The oracle',
    statement: 'riddle',
    longPolls: false,
    start: async () => 'id-1',
    findEnd: async () => {
      seen.polls++
      return finished
    },
    readPage: async (_id, token = '0') => {
      const place = Number(token)
      return { rows: pages[place] ?? [], nextToken: place + 1 < pages.length ? String(place + 1) : undefined }
    },
    cancel: async (id) => { seen.cancelled.push(id) },
    ...given
  }
  return { calls, seen }
}

t.test('every page of a statement that ended comes in its order', async (t) => {
  const { calls, seen } = createCalls()
  t.same(await runStatement(calls, never), [1, 2, 3])
  t.same(seen, { polls: 1, cancelled: [] })
})

t.test('the end is asked for until it has come', async (t) => {
  let polls = 0
  const findEnd = async () => ++polls < 4 ? null : finished
  t.same(await runStatement(createCalls({ findEnd }).calls, never), [1, 2, 3])
  t.equal(polls, 4)
})

t.test('a service that has waited for the end by itself is asked again at once', { timeout: 20_000 }, async (t) => {
  const now = performance.now.bind(performance)
  let waitedMs = 0
  performance.now = () => now() + waitedMs
  t.teardown(() => { performance.now = now })
  let polls = 0
  const findEnd = async () => {
    waitedMs += 20_000
    return ++polls < 60 ? null : finished // with the pauses between them these take a minute
  }
  t.same(await runStatement(createCalls({ findEnd, longPolls: true }).calls, never), [1, 2, 3])
  t.equal(polls, 60)
})

t.test('a statement that failed, was stopped or has no name is an error in the service\'s words', async (t) => {
  const ended = (state: StatementEnd['state']) => {
    return createCalls({ findEnd: async () => ({ state, reason: 'inner' }) }).calls
  }
  await t.rejects(runStatement(ended('failed'), never), {
    code: 'upstream_error', message: 'The oracle could not run the riddle.', cause: { message: 'inner' }
  })
  await t.rejects(runStatement(ended('cancelled'), never), {
    code: 'upstream_timeout', message: 'The oracle stopped the riddle before its end.'
  })
  await t.rejects(runStatement(createCalls({ start: async () => undefined }).calls, never), {
    code: 'upstream_error', message: 'The oracle started a riddle and did not name it.'
  })
})

t.test('a page that comes again is an error, not an endless result', async (t) => {
  const readPage = async () => ({ rows: [1], nextToken: 'same' })
  const { calls } = createCalls({ readPage })
  await t.rejects(runStatement(calls, never), { code: 'upstream_error', message: /same page/ })
})

t.test('a statement of a caller who left is cancelled, although it has no name yet', async (t) => {
  const caller = new AbortController()
  const start = defer<string>()
  const { calls, seen } = createCalls({ start: () => start.promise })
  const running = runStatement(calls, caller.signal)
  running.catch(() => {}) // it is looked at below
  caller.abort(new Error('gone'))
  start.resolve('id-late')
  await t.rejects(running, { message: 'gone' })
  t.same(seen.cancelled, ['id-late'])
})

t.test('a statement that cannot be cancelled is told, and the caller is not held up by it', async (t) => {
  const caller = new AbortController()
  const told: unknown[] = []
  const { calls, seen } = createCalls({
    findEnd: async () => {
      seen.polls++
      return null
    },
    cancel: () => Promise.reject(new Error('it has ended')),
    onNotCancelled: (error) => { told.push(error) }
  })
  const running = runStatement(calls, caller.signal)
  running.catch(() => {}) // it is looked at below
  await until(() => seen.polls > 0, 'the first poll')
  caller.abort(new Error('gone'))
  await t.rejects(running)
  t.match(told, [{ message: 'it has ended' }])
})

/** A promise with what settles it (Promise.withResolvers, which Node 20 does not have). */
function defer<T> () {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((_resolve) => { resolve = _resolve })
  return { promise, resolve }
}
