import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { clientTypes } from './client-types.ts'
import { openApiDocument } from './openapi-document.ts'
import { runCommand } from './run-command.ts'

/** Those that the console is checked against. */
const consoleTypes = 'src/console/client/openapi.d.ts'

/** `npm run client [-- file]`: writes the API's types for TypeScript; without a file those of the console. */
runCommand(async () => {
  const [file = consoleTypes] = process.argv.slice(2)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, await clientTypes(await openApiDocument()))
  process.stdout.write(`${file}\n`)
})
