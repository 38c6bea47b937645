import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { clientTypes } from './client-types.ts'
import { openApiDocument } from './openapi-document.ts'

/** `npm run client [-- file]`: the API's types for TypeScript; without a file those that the console is checked against. */
const file = process.argv[2] ?? 'src/console/client/openapi.d.ts'
await mkdir(dirname(file), { recursive: true })
await writeFile(file, await clientTypes(await openApiDocument()))
process.stdout.write(`${file}\n`)
