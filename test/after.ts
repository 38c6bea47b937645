import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runFolder } from './template.ts'

/** Looks for every secret that a test used in everything that was logged: none may be there. */
const read = (folder: string) => readdirSync(join(runFolder, folder)).map((file) => {
  return { file, text: readFileSync(join(runFolder, folder, file), 'utf8') }
})
const written = read('secrets').flatMap(({ text }) => text.split('\n'))
const secrets = [...new Set(written.filter((secret) => secret.length >= 8))]
const logs = read('logs')
const leaks = logs.flatMap(({ file, text }) => {
  return secrets.filter((secret) => text.includes(secret)).map((secret) => `${file}: …${secret.slice(-4)}`)
})
if (leaks.length > 0) throw new Error(`secrets in the log: ${leaks.join(', ')}`)
process.stderr.write(`# ${secrets.length} secrets looked for in ${logs.length} logs: none found\n`)
