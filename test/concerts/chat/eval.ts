import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadGazetteer } from '../../../src/concerts/concierge/embedded/parse/gazetteer.ts'
import { startEmbeddedPostgres } from '../../../src/postgres/embedded/server.ts'
import { demo } from '../../../src/postgres/demo.ts'
import { migrateAll } from '../../../src/postgres/migrate.ts'
import { fastSettings, quiet, settingsOf } from '../../template.ts'
import { openWarehouse } from '../harness.ts'
import { faultsOf, readQuestions } from './accuracy.ts'

/**
 * `npm run eval:chat`: how many of the questions the embedded concierge understands, those kept aside by themselves,
 * and which it does not; with `-- --aside` also which of those kept aside.
 */
const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-eval-'))
await chmod(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, log: quiet, settings: fastSettings })
const { user, password, host, port } = postgres
const url = `postgres://${user}:${password}@${host}:${port}/postgres`
await migrateAll({ warehouse: settingsOf(url).warehouse }, { demo })
const warehouse = openWarehouse(url)
const gazetteer = await loadGazetteer(warehouse, new AbortController().signal)
const judged = readQuestions().map((question) => ({ ...question, faults: faultsOf(question, gazetteer) }))
await warehouse.close()
await postgres.stop()
await rm(dataDir, { recursive: true })

const withAside = process.argv.includes('--aside')
for (const { message, aside, faults } of judged) {
  if (faults.length > 0 && (!aside || withAside)) process.stdout.write(`${message}: ${faults.join('; ')}\n`)
}
for (const [name, isAside] of [['built with', false], ['kept aside', true]] as const) {
  const part = judged.filter(({ aside }) => aside === isAside)
  const right = part.filter(({ faults }) => faults.length === 0).length
  const intents = part.filter(({ faults }) => !faults.some((fault) => fault.startsWith('intent'))).length
  const percent = (100 * right / part.length).toFixed(1)
  process.stdout.write(
    `${name}: ${right} of ${part.length} right in intent, language and names (${percent}%), ${intents} in intent\n`
  )
}
