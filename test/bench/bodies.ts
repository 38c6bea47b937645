import { once } from 'node:events'
import { eventText } from './events.ts'
import { peakMemory, report, startHarness, type Harness, type Result } from './harness.ts'

const megabyte = 1024 * 1024
const full = 64 * megabyte
const maxHoldMs = 50
const maxMegabytes = 800

const repeated = (text: string, bytes: number) => text.repeat(Math.floor(bytes / text.length))
const largeEvents = (count: number, name: string) => Array.from({ length: count }, (_, n) => (
  eventText(`${name}-${n}`, n).replace('{', `{"list":[${repeated('1234567,', 700_000)}0],`)
))

/** Bodies that hold up a server which parses before it counts, each with what it must be answered. */
const bodies = {
  'brackets that open': { text: () => repeated('[', full), status: 400 },
  'empty objects': { text: () => `[${repeated('{},', full - 10)}{}]`, status: 413 },
  'numbers in the array': { text: () => `[${repeated('1,', full - 10)}1]`, status: 413 },
  'numbers in one event': { text: () => `[[${repeated('1,', full - 10)}1]]`, status: 200 },
  'escapes in one event': { text: () => `["${repeated('\\u0041', full - 10)}"]`, status: 200 },
  'an unknown member': { text: () => `{"more":[${repeated('{},', full - 20)}{}]}`, status: 422 },
  spaces: { text: () => repeated(' ', full), status: 400 },
  'large events': { text: () => `[${largeEvents(60, 'json').join(',')}]`, status: 200 },
  'small events': { text: () => `[${smallEvents(10_000).join(',')}]`, status: 200 }
}

const lines = {
  'lines of one value': { text: () => repeated('{}\n', 4 * megabyte), status: 200 },
  'lines of a megabyte': { text: () => repeated(`[${repeated('{},', megabyte - 10)}{}]\n`, full), status: 200 },
  'large events as lines': { text: () => largeEvents(60, 'line').join('\n'), status: 200 }
}

function smallEvents (count: number): string[] {
  return Array.from({ length: count }, (_, n) => eventText(`small-${n}`, n))
}

async function holdOf (harness: Harness): Promise<number> {
  harness.server.send('tell')
  const [longest] = await once(harness.server, 'message')
  return Number(longest)
}

async function hold (
  harness: Harness, name: string, type: string, { text, status }: { text: () => string, status: number }
): Promise<Result> {
  const body = text()
  await holdOf(harness)
  const start = performance.now()
  const answer = await fetch(`${harness.origin}/api/v1/events/bulk`, {
    method: 'POST', headers: { 'content-type': type }, body
  })
  const said = await answer.text()
  const seconds = (performance.now() - start) / 1000
  if (answer.status !== status) throw new Error(`${name}: ${answer.status} ${said.slice(0, 300)}`)
  const longest = await holdOf(harness)
  return {
    name: `${name}, ${(body.length / megabyte).toFixed(0)} MB: the longest that the event loop stood still, ms`,
    ours: `${longest.toFixed(0)} ms (answered ${status} after ${seconds.toFixed(1)} s)`,
    peer: `a limit of ${maxHoldMs} ms`,
    ratio: longest,
    limit: maxHoldMs,
    bound: 'at most'
  }
}

/** How long bodies hold up everybody else, and what memory they take. */
export async function benchBodies (only?: string): Promise<void> {
  if (only !== undefined && only !== 'bodies') return
  const harness = await startHarness(3997, ['--import', new URL('loop-hold.mjs', import.meta.url).href])
  try {
    for (const [type, cases] of [['application/json', bodies], ['application/x-ndjson', lines]] as const) {
      for (const [name, one] of Object.entries(cases)) report([await hold(harness, name, type, one)])
    }
    const peak = await peakMemory(harness.server.pid ?? 0)
    report([{
      name: 'the server\'s peak memory after all of these, MB',
      ours: `${peak.toFixed(0)} MB`,
      peer: `a limit of ${maxMegabytes} MB`,
      ratio: peak,
      limit: maxMegabytes,
      bound: 'at most'
    }])
  } finally {
    await harness.close()
  }
}
