import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { StreamRecord } from '../change.ts'

/** A file to be replayed: lines of stream records, or of the items of a table that was exported to S3. */
export interface Source {
  path: string
  bytes: number
  /** Changes with what is in the file. */
  version: string
  /** What was exported, and when; null for stream records. */
  exported: { table: string, region: string, time: string } | null
}

export class ReplayFault extends Error {}

/** The files of a path: itself, the `.ndjson` and `.jsonl` files of a folder, or the data of a DynamoDB export. Throws ReplayFault. */
export async function sourcesOf (path: string): Promise<Source[]> {
  if (!existsSync(path)) throw new ReplayFault(`There is nothing at ${path}.`)
  if (!statSync(path).isDirectory()) return [source(path, null)]
  const names = await readdir(path, { recursive: true })
  const manifests = names.filter((name) => basename(name) === 'manifest-summary.json')
  if (manifests.length > 0) return (await Promise.all(manifests.sort().map((name) => exportIn(dirname(join(path, name)))))).flat()
  const files = names.filter((name) => /\.(?:ndjson|jsonl)(?:\.gz)?$/.test(name)).sort()
  if (files.length === 0) throw new ReplayFault(`${path} has no .ndjson files and is no DynamoDB export (manifest-summary.json).`)
  return files.map((name) => source(join(path, name), null))
}

/** The layout that DynamoDB exports to S3 have (Amazon DynamoDB developer guide, "DynamoDB table export output format"). */
async function exportIn (folder: string): Promise<Source[]> {
  const summary = JSON.parse(await readFile(join(folder, 'manifest-summary.json'), 'utf8')) as { tableArn?: unknown, exportTime?: unknown, outputFormat?: unknown }
  const { tableArn: table, exportTime: time, outputFormat: format } = summary
  if (typeof table !== 'string' || typeof time !== 'string' || Number.isNaN(Date.parse(time))) throw new ReplayFault(`${folder}/manifest-summary.json does not say which table was exported and when.`)
  if (format !== undefined && format !== 'DYNAMODB_JSON') throw new ReplayFault(`${folder} is an export in ${String(format)}: export the table in DYNAMODB_JSON.`)
  const lines = (await readFile(join(folder, 'manifest-files.json'), 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const { dataFileS3Key: key } = JSON.parse(line) as { dataFileS3Key?: unknown }
    const path = join(folder, 'data', basename(String(key)))
    if (!existsSync(path)) throw new ReplayFault(`The export names ${basename(path)}, which is not in ${folder}/data.`)
    return source(path, { table, region: table.split(':')[3] ?? '', time })
  })
}

function source (path: string, exported: Source['exported']): Source {
  const { size, mtimeMs } = statSync(path)
  return { path, bytes: size, version: `${size}-${mtimeMs}`, exported }
}

/** The records of a source from a line on, each with its place and how many bytes of the file were read by then. Throws ReplayFault. */
export async function * recordsOf ({ path, exported }: Source, from: number): AsyncGenerator<{ line: number, read: number, record: StreamRecord }> {
  const file = createReadStream(path)
  const unpacked = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file
  let line = 0
  try {
    for await (const text of linesOf(unpacked)) {
      line++
      if (line <= from || text.trim() === '') continue
      yield { line, read: file.bytesRead, record: recordOf(text, exported, `${path}:${line}`) }
    }
  } catch (error) {
    throw error instanceof ReplayFault ? error : new ReplayFault(`${path} cannot be read: ${error instanceof Error ? error.message : ''}`)
  } finally {
    file.destroy()
  }
}

async function * linesOf (chunks: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder() // which leaves a byte order mark out
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield * lines
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}

function recordOf (text: string, exported: Source['exported'], where: string): StreamRecord {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ReplayFault(`${where} is no JSON: ${error instanceof Error ? error.message : ''}`)
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new ReplayFault(`${where} is no record.`)
  if (exported === null) {
    if (!('dynamodb' in value)) throw new ReplayFault(`${where} is no record of a DynamoDB stream.`)
    return value
  }
  const item = (value as { Item?: unknown }).Item
  if (item === null || typeof item !== 'object') throw new ReplayFault(`${where} has no Item.`)
  return insertOf(item as Record<string, unknown>, exported)
}

/** An exported item as its insertion at the time of the export: the same item makes the same event. */
function insertOf (item: Record<string, unknown>, { table, region, time }: NonNullable<Source['exported']>): StreamRecord {
  const { tenant_id: tenant, compra_id: purchase } = item
  return {
    eventID: createHash('sha256').update(JSON.stringify([table, tenant, purchase, canonical(item)])).digest('hex'),
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: { ApproximateCreationDateTime: Date.parse(time) / 1000, Keys: { tenant_id: tenant, compra_id: purchase }, NewImage: item, SequenceNumber: '0' }
  } as StreamRecord
}

/** The same for two objects whose members stand in another order. */
function canonical (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([name, one]) => [name, canonical(one)]))
}
