import { readFileSync } from 'node:fs'
import t from 'tap'
import { ConfigError, loadConfig } from '../src/config.ts'
import { environmentSchema } from '../src/environment.ts'

const linesOf = (env: Record<string, string>) => {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
}

t.test('an empty environment is enough', async (t) => {
  t.match(loadConfig({}), {
    inLambda: false,
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
    dataDir: '.data',
    databases: { sales: null, events: null },
    security: { auth: [], rateLimit: null },
    events: { strict: false, maxBulk: 10_000 }
  })
})

t.test('each wrong variable is one line, and no secret is repeated', async (t) => {
  t.same(linesOf({ PORT: '99999', LOG_LEVEL: 'loud', AUTH: 'maybe', EVENTS_STRICT: 'sometimes' }).map((line) => line.split(' ')[0]), ['LOG_LEVEL', 'PORT', 'AUTH', 'EVENTS_STRICT'])
  t.same(linesOf({ PORT: 'abc', API_KEYS: 'x', DATABASE_URL: 'mysql://h/d', SALES_SQL_FILE: '/no/such/file' }).map((line) => line.split(' ')[0]), ['PORT', 'API_KEYS', 'DATABASE_URL', 'SALES_SQL_FILE'])
  for (const url of ['postgres://u:p%zz@h/d', 'postgres://u:p@h/d?sslmode=banana']) t.match(linesOf({ DATABASE_URL: url }), [/^DATABASE_URL/], url)
  const lines = linesOf({ API_KEYS: '[{"name":"x","sha256":"hunter2"}]', DATABASE_URL: 'mysql://user:hunter2@host/db' })
  t.same(lines.map((line) => line.split(' ')[0]), ['API_KEYS', 'DATABASE_URL'])
  t.notMatch(lines.join(), 'hunter2')
  t.match(linesOf({ DATABASE_URL: 'postgres://u:p@h/d', DB_IAM_AUTH: 'true' })[0], /DB_IAM_AUTH/)
})

t.test('the log level may be written in any case, and an empty variable is an unset one', async (t) => {
  t.equal(loadConfig({ LOG_LEVEL: 'WARN', PORT: '', AUTH: ' ' }).logLevel, 'warn')
})

t.test('a domain\'s own variables win over DATABASE_URL', async (t) => {
  const { databases } = loadConfig({
    DATABASE_URL: 'postgres://u:p%40ss@all.example:6543/all?sslmode=verify-full', DB_HOST: 'sales.example', DB_DATABASE: 's', DB_USERNAME: 'su', DB_PASSWORD: 'sp'
  })
  t.match(databases.sales, { host: 'sales.example', port: 5432, database: 's', user: 'su', password: 'sp', readOnly: true, tls: null })
  t.match(databases.events, { host: 'all.example', port: 6543, database: 'all', user: 'u', password: 'p@ss', readOnly: false, tls: 'verify-full' })
  t.match(loadConfig({ AURORA_ENDPOINT: 'a.example:5433', DATABASE_NAME: 'c' }).databases, { sales: null, events: { host: 'a.example', port: 5433, database: 'c' } })
})

t.test('in Lambda pools are small, keys are asked for and answers are bounded', async (t) => {
  const config = loadConfig({ AWS_LAMBDA_FUNCTION_NAME: 'f', DATABASE_URL: 'postgres://u:p@h/d' })
  t.match(config, { inLambda: true, databases: { sales: { poolMax: 2 } }, security: { auth: ['api-key'], rateLimit: 600 } })
})

t.test('.env.example and the README name every variable, with its default', async (t) => {
  const example = readFileSync('.env.example', 'utf8')
  const readme = readFileSync('README.md', 'utf8')
  const set = new Map([...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
  const own = Object.entries(environmentSchema.properties).filter(([name]) => name !== 'AWS_LAMBDA_FUNCTION_NAME' && name !== 'DB_CONECTION')
  for (const [name, schema] of own) {
    t.ok(set.has(name), `.env.example has ${name}`)
    t.match(readme, name, `the README has ${name}`)
    if ('default' in schema) t.equal(set.get(name), String(schema.default), `${name}'s default`)
  }
  t.same([...set.keys()].filter((name) => name !== undefined && !Object.hasOwn(environmentSchema.properties, name)), [], 'and no other')
})
