import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadNames } from '../../../src/concerts/concierge/embedded/names.ts'
import { createEmbeddedWarehouse } from '../../../src/concerts/warehouse/embedded.ts'
import { openDatabase } from '../../../src/postgres/database.ts'
import { startEmbeddedPostgres } from '../../../src/postgres/embedded/server.ts'
import { migrateAll } from '../../../src/postgres/migrate.ts'
import { fastSettings, quiet, settingsOf } from '../../template.ts'
import { faultsOf, readQuestions } from './accuracy.ts'

/** `npm run eval:chat`: how many of the questions the embedded concierge understands, those kept aside by themselves, and which it does not. */
const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-eval-'))
await chmod(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, log: quiet, settings: fastSettings })
const { warehouse: settings } = settingsOf(`postgres://${postgres.user}:${postgres.password}@${postgres.host}:${postgres.port}/postgres`)
if (settings === null) throw new Error('no settings')
await migrateAll({ warehouse: settings }, { demo: true })
const warehouse = createEmbeddedWarehouse(openDatabase(settings, quiet))
const names = await loadNames(warehouse, new AbortController().signal)
const judged = readQuestions().map((question) => ({ ...question, faults: faultsOf(question, names) }))
await warehouse.close()
await postgres.stop()
await rm(dataDir, { recursive: true })

const withAside = process.argv.includes('--aside')
for (const { message, aside, faults } of judged) if (faults.length > 0 && (!aside || withAside)) process.stdout.write(`${message}: ${faults.join('; ')}\n`)
for (const [name, part] of [['built with', judged.filter(({ aside }) => !aside)], ['kept aside', judged.filter(({ aside }) => aside)]] as const) {
  const right = part.filter(({ faults }) => faults.length === 0).length
  const intents = part.filter(({ faults }) => !faults.some((fault) => fault.startsWith('intent'))).length
  process.stdout.write(`${name}: ${right} of ${part.length} right in intent, language and names (${(100 * right / part.length).toFixed(1)}%), ${intents} in intent\n`)
}
