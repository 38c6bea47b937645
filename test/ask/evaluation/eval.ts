import { loadConfig, loadEnvFile } from '../../../src/config/config.ts'
import { printSet } from './run.ts'

/** `npm run eval:ask` with a file asks its questions on the configured database, without one the project's own. */
const [file] = process.argv.slice(2)
if (file === undefined || file === '--wrong') {
  loadEnvFile()
  await printSet(loadConfig().ask)
} else {
  await import('../../../src/commands/eval-ask.ts')
}
