import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'

t.test('what the bundle loads on demand comes with its names', async (t) => {
  const chunks = readdirSync('dist/chunks').filter((name) => /^dist-.*\.mjs$/.test(name))
  const names = new Set<string>()
  for (const chunk of chunks) for (const name of Object.keys(await import(pathToFileURL(resolve('dist/chunks', chunk)).href) as object)) names.add(name)
  for (const name of ['S3Client', 'AthenaClient', 'RedshiftDataClient', 'SageMakerRuntimeClient', 'SecretsManagerClient', 'Signer']) t.ok(names.has(name), name)
})
