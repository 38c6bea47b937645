import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { agentDocuments } from '../openapi/agents.ts'
import { openApiDocument } from './openapi-document.ts'
import { runCommand } from './run-command.ts'

/** `npm run openapi`: the OpenAPI document, and the cuts of it that Terraform gives to a Bedrock agent. */
runCommand(async () => {
  const document = await openApiDocument()
  await write('dist', 'openapi.json', document)
  for (const [tag, cut] of agentDocuments(document)) {
    await write('terraform/openapi', `${tag.replaceAll(' ', '-')}.json`, cut)
  }
})

async function write (folder: string, name: string, document: object): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, name)
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`)
  process.stdout.write(`${file}\n`)
}
