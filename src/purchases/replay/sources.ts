import { existsSync, statSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import * as Type from 'typebox'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/schema'
import { ReplayError } from './replay-error.ts'

/** A file to be replayed: lines of stream records, or of the items of a table that was exported to S3. */
export interface Source {
  path: string
  bytes: number
  /** Changes with what is in the file. */
  version: string
  /** What was exported, and when; null for stream records. */
  exported: TableExport | null
}

export interface TableExport {
  /** The table's ARN. */
  table: string
  region: string
  /** When the export was made, as ISO 8601. */
  time: string
}

/**
 * The files of a path: itself, the `.ndjson` and `.jsonl` files of a folder, or the data of a DynamoDB export. Throws
 * ReplayError.
 */
export async function sourcesOf (path: string): Promise<Source[]> {
  if (!existsSync(path)) throw new ReplayError(`There is nothing at ${path}.`)
  if (!statSync(path).isDirectory()) return [describeFile(path, null)]
  const names = await readdir(path, { recursive: true })
  const manifests = names.filter((name) => basename(name) === manifestName).sort()
  if (manifests.length > 0) {
    return (await Promise.all(manifests.map((name) => exportIn(dirname(join(path, name)))))).flat()
  }
  const files = names.filter((name) => /\.(?:ndjson|jsonl)(?:\.gz)?$/.test(name)).sort()
  if (files.length === 0) {
    throw new ReplayError(`${path} has no .ndjson files and is no DynamoDB export (${manifestName}).`)
  }
  return files.map((name) => describeFile(join(path, name), null))
}

const manifestName = 'manifest-summary.json'
const manifestSchema = Type.Object({
  tableArn: Type.String(),
  exportTime: Type.String(),
  outputFormat: Type.Optional(Type.Unknown())
})
const dataFileSchema = Type.Object({ dataFileS3Key: Type.String() })

/** The layout of DynamoDB's exports (Amazon DynamoDB developer guide, "DynamoDB table export output format"). */
async function exportIn (folder: string): Promise<Source[]> {
  const manifest = parseJson(manifestSchema, await readFile(join(folder, manifestName), 'utf8'))
  if (manifest === null || Number.isNaN(Date.parse(manifest.exportTime))) {
    throw new ReplayError(`${folder}/${manifestName} does not say which table was exported and when.`)
  }
  const { tableArn: table, exportTime: time, outputFormat: format = 'DYNAMODB_JSON' } = manifest
  if (format !== 'DYNAMODB_JSON') {
    throw new ReplayError(`${folder} is an export in ${String(format)}: export the table in DYNAMODB_JSON.`)
  }
  const exported = { table, region: table.split(':')[3] ?? '', time }
  const lines = (await readFile(join(folder, 'manifest-files.json'), 'utf8')).split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => {
    const dataFile = parseJson(dataFileSchema, line)
    if (dataFile === null) throw new ReplayError(`${folder}/manifest-files.json has a line without a dataFileS3Key.`)
    const name = basename(dataFile.dataFileS3Key)
    const path = join(folder, 'data', name)
    if (!existsSync(path)) throw new ReplayError(`The export names ${name}, which is not in ${folder}/data.`)
    return describeFile(path, exported)
  })
}

/** Null where the text is JSON of another shape. Throws SyntaxError where it is no JSON. */
function parseJson<Schema extends TSchema> (schema: Schema, text: string): Static<Schema> | null {
  const value: unknown = JSON.parse(text)
  return Check(schema, value) ? value : null
}

function describeFile (path: string, exported: Source['exported']): Source {
  const { size, mtimeMs } = statSync(path)
  return { path, bytes: size, version: `${size}-${mtimeMs}`, exported }
}
