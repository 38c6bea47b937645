import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'

const loadedOnDemand = [
  'S3Client', 'AthenaClient', 'RedshiftDataClient', 'SageMakerRuntimeClient', 'SecretsManagerClient', 'Signer'
]

t.test('what the bundle loads on demand comes with its names', async (t) => {
  const chunks = readdirSync('dist').filter((name) => /^dist-.*\.mjs$/.test(name))
  const modules: object[] = await Promise.all(chunks.map((chunk) => import(pathToFileURL(resolve('dist', chunk)).href)))
  const names = new Set(modules.flatMap((module) => Object.keys(module)))
  for (const name of loadedOnDemand) t.ok(names.has(name), name)
})
