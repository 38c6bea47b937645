import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/postgres/embedded/server.ts'
import { demo } from '../../src/postgres/demo.ts'
import { migrateAll } from '../../src/postgres/migrate.ts'
import { fastSettings, quiet, settingsOf } from '../template.ts'
import { startAthena } from './athena.ts'
import { startBedrockAgent } from './bedrock-agent.ts'
import { concertAgent } from './concert-agent.ts'
import { startGemini } from './gemini.ts'
import { startRedshift } from './redshift.ts'
import { startS3 } from './s3.ts'
import { startSageMaker } from './sagemaker.ts'

/**
 * `npm run stand-ins`: Redshift's Data API (on a PostgreSQL with the demo's warehouse), SageMaker, a Bedrock agent, S3,
 * Athena and Gemini on this machine, each speaking its own protocol, until Ctrl-C. It prints the environment with which
 * the service asks them.
 */
const ends: (() => unknown)[] = []
const life = { teardown: (end: () => unknown) => { ends.unshift(end) } }

const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-stand-ins-'))
await chmod(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, log: quiet, settings: fastSettings })
const url = `postgres://${postgres.user}:${postgres.password}@${postgres.host}:${postgres.port}/postgres`
const { warehouse } = settingsOf(url)
await migrateAll({ warehouse }, { demo })
life.teardown(async () => {
  await postgres.stop()
  await rm(dataDir, { recursive: true })
})

const redshift = await startRedshift(life, url, { pageRows: 1000, port: 4801 })

/** What an endpoint predicts from a line of features. */
function scoreOf (endpoint: string, features: number[]): number | undefined {
  if (endpoint === 'venues') return features[3] // the venue's attendance rate
  const [capacity = 0, attendanceRate = 0] = features.slice(5)
  return capacity * attendanceRate
}

const sagemaker = await startSageMaker(life, ({ endpoint, rows }) => {
  const predictions = rows.map((row) => ({ score: scoreOf(endpoint, row.split(',').map(Number)) }))
  return { body: JSON.stringify({ predictions }) }
}, 4802)
const agent = await startBedrockAgent(life, concertAgent, 4803)
/** A model of one idea: it counts the rows of the table that it is told of first. */
const gemini = await startGemini(life, ({ prompt, streams }) => {
  if (streams) return { text: 'The rows say it.' }
  const [, table = null] = /^(?:table|view) ("[^"]+"\."[^"]+")/m.exec(prompt) ?? []
  if (table === null) return { sql: '', answerable: false }
  return { sql: `SELECT count(*) AS rows FROM ${table}`, explanation: `The rows of ${table}` }
}, 4804)

const bucket = 'demo-compras-backup-s3-bucket'
const s3 = await startS3(life, { port: 4805 })
const lake = await mkdtemp(join(tmpdir(), 'atalaya-athena-'))
life.teardown(() => rm(lake, { recursive: true }))
const athena = await startAthena(life, { objects: s3.objects, bucket, folder: lake, port: 4806 })

const endpoints = 'SAGEMAKER_TICKET_ENDPOINT=tickets SAGEMAKER_VENUE_ENDPOINT=venues'
process.stdout.write(`
export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=stand-in AWS_SECRET_ACCESS_KEY=stand-in
export AWS_ENDPOINT_URL_REDSHIFT_DATA=${redshift.url} REDSHIFT_WORKGROUP=concerts REDSHIFT_DATABASE=dw
export AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME=${sagemaker.url} ${endpoints}
export AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME=${agent.url} BEDROCK_AGENT_ID=AGENT BEDROCK_AGENT_ALIAS_ID=ALIAS
export AWS_ENDPOINT_URL_S3=${s3.url} PURCHASES_BUCKET=${bucket}
export AWS_ENDPOINT_URL_ATHENA=${athena.url} ATHENA_WORKGROUP=purchases ATHENA_DATABASE=demo-compras-datacatalog
export GEMINI_BASE_URL=${gemini.url} GEMINI_API_KEY=stand-in

These stand in until Ctrl-C. Paste the lines into another terminal, then \`npm run dev\` there asks them.
`)
await new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve)
})
for (const end of ends) await end()
process.exit()
