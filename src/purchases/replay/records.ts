import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { isObject, member } from '../../json/is-object.ts'
import type { StreamRecord } from '../change.ts'
import { ReplayError } from './replay-error.ts'
import type { Source, TableExport } from './sources.ts'

export interface ReplayedRecord {
  line: number
  /** Bytes of the file that were read by then. */
  read: number
  record: StreamRecord
}

/** The records of a source after its first `from` lines. Throws ReplayError where a line is none or the file broken. */
export async function * recordsOf ({ path, exported }: Source, from: number): AsyncGenerator<ReplayedRecord> {
  const file = createReadStream(path)
  const unpacked: AsyncIterable<Buffer> = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file
  let line = 0
  try {
    for await (const text of linesOf(unpacked)) {
      line++
      if (line <= from || text.trim() === '') continue
      yield { line, read: file.bytesRead, record: parseRecord(text, exported, `${path}:${line}`) }
    }
  } catch (error) {
    if (error instanceof ReplayError) throw error
    throw new ReplayError(`${path} cannot be read: ${error instanceof Error ? error.message : ''}`)
  } finally {
    file.destroy()
  }
}

/** Not by `node:readline`, which from Node 24 on ends a line at U+2028 and U+2029 too: JSON may have them in a text. */
async function * linesOf (chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder() // which leaves a byte order mark out
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield * lines
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}

function parseRecord (text: string, exported: TableExport | null, where: string): StreamRecord {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ReplayError(`${where} is no JSON: ${error instanceof Error ? error.message : ''}`)
  }
  if (!isObject(value)) throw new ReplayError(`${where} is no record.`)
  if (exported === null) {
    if (!('dynamodb' in value)) throw new ReplayError(`${where} is no record of a DynamoDB stream.`)
    return value
  }
  const item = member(value, 'Item')
  if (!isObject(item)) throw new ReplayError(`${where} has no Item.`)
  return insertOf(item, exported)
}

/** An exported item as its insertion at the time of the export: the same item makes the same event. */
function insertOf (item: Record<string, unknown>, { table, region, time }: TableExport): StreamRecord {
  const { tenant_id: tenant, compra_id: purchase } = item
  const identity = JSON.stringify([table, tenant, purchase, sortMembers(item)])
  return {
    eventID: createHash('sha256').update(identity).digest('hex'),
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Date.parse(time) / 1000,
      Keys: { tenant_id: tenant, compra_id: purchase },
      NewImage: item,
      SequenceNumber: '0'
    }
  }
}

/** The same for two objects whose members stand in another order. */
function sortMembers (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers)
  if (!isObject(value)) return value
  const members = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)
  return Object.fromEntries(members.map(([name, one]) => [name, sortMembers(one)]))
}
