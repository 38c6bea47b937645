import t from 'tap'
import { ConfigError, loadConfig } from '../../src/config/config.ts'

const linesOf = (env: Record<string, string>) => {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
}

/** The variables that the lines begin with. */
const namesOf = (env: Record<string, string>) => linesOf(env).map((line) => line.split(' ')[0])

t.test('an empty environment is enough', async (t) => {
  t.match(loadConfig({}), {
    inLambda: false,
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
    dataDir: '.data',
    databases: { sales: null, events: null },
    security: { auth: [], rateLimit: null },
    events: { strict: false, maxBulk: 10_000 },
    ask: { gemini: null, readerLogin: null, statementTimeoutMs: 5000, maxBytes: 5_000_000 },
    purchases: { bucket: null, stage: 'development', currency: 'USD', athena: null }
  })
})

t.test('each wrong variable is one line', async (t) => {
  const words = { PORT: '99999', LOG_LEVEL: 'loud', AUTH: 'maybe', EVENTS_STRICT: 'sometimes' }
  t.same(namesOf(words), ['LOG_LEVEL', 'PORT', 'AUTH', 'EVENTS_STRICT'])
  const others = { PORT: 'abc', API_KEYS: 'x', DATABASE_URL: 'mysql://h/d', SALES_SQL_FILE: '/no/such/file' }
  t.same(namesOf(others), ['PORT', 'API_KEYS', 'DATABASE_URL', 'SALES_SQL_FILE'])
  for (const url of ['postgres://u:p%zz@h/d', 'postgres://u:p@h/d?sslmode=banana']) {
    t.same(namesOf({ DATABASE_URL: url }), ['DATABASE_URL'], url)
  }
  t.match(linesOf({ DATABASE_URL: 'postgres://u:p@h/d', DB_IAM_AUTH: 'true' })[0], /DB_IAM_AUTH/)
})

t.test('a wrong DATABASE_URL is named also where other variables take its place', async (t) => {
  t.same(namesOf({ DATABASE_URL: 'nonsense', DB_HOST: 'h', AURORA_ENDPOINT: 'a', AWS_LAMBDA_FUNCTION_NAME: 'f' }), [
    'DATABASE_URL'
  ])
})

t.test('no secret is repeated', async (t) => {
  const env = { API_KEYS: '[{"name":"x","sha256":"hunter2"}]', DATABASE_URL: 'mysql://user:hunter2@host/db' }
  t.same(namesOf(env), ['API_KEYS', 'DATABASE_URL'])
  t.notMatch(linesOf(env).join(), 'hunter2')
})

t.test('in Lambda pools are small, keys are asked for and answers are bounded', async (t) => {
  const config = loadConfig({ AWS_LAMBDA_FUNCTION_NAME: 'f', DATABASE_URL: 'postgres://u:p@h/d' })
  t.match(config, {
    inLambda: true,
    databases: { sales: { poolMax: 2 }, warehouse: null },
    security: { auth: ['api-key'], authIsDefault: true, rateLimit: 600 }
  })
})

t.test('what is set up of the cloud is known by the names of /health', async (t) => {
  const none = {
    redshift: false,
    bedrock_agent: false,
    sagemaker_venue: false,
    sagemaker_ticket: false,
    gemini: false,
    purchases_bucket: false
  }
  t.same(loadConfig({}).cloud, none)
  const { cloud } = loadConfig({ GEMINI_API_KEY: 'k', BEDROCK_AGENT_ID: 'only half', SAGEMAKER_VENUE_ENDPOINT: 'e' })
  t.same(cloud, { ...none, gemini: true, sagemaker_venue: true })
})
