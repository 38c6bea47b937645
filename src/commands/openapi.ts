import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenAPIV3 } from 'openapi-types'
import { buildApp } from '../app.ts'
import { loadConfig } from '../config.ts'
import { agentDocuments } from '../http/agent-openapi.ts'
import { createLogger } from '../http/log.ts'
import { createPlatform } from '../platform.ts'

/** `npm run openapi`: the OpenAPI document, and the cuts of it that Terraform gives to a Bedrock agent. */
async function main (): Promise<void> {
  const config = loadConfig({ LOG_LEVEL: 'silent' })
  const log = createLogger(config)
  const app = await buildApp({ config, log, platform: await createPlatform(config, log, { standIns: false }) })
  const document = (await app.inject('/openapi.json')).json<OpenAPIV3.Document>()
  await app.close()
  await write('dist', 'openapi.json', document)
  for (const [tag, cut] of agentDocuments(document)) await write('terraform/openapi', `${tag.replaceAll(' ', '-')}.json`, cut)
}

async function write (folder: string, name: string, document: object): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, name)
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`)
  process.stdout.write(`${file}\n`)
}

await main()
