import t from 'tap'
import { loadConfig } from '../../src/config/config.ts'

const sharedUrl = 'postgres://u:p%40ss@all.example:6543/all?sslmode=verify-full'
const shared = { host: 'all.example', port: 6543, database: 'all', user: 'u', password: 'p@ss', tls: 'verify-full' }

t.test('a domain\'s own variables win over DATABASE_URL', async (t) => {
  const { databases } = loadConfig({
    DATABASE_URL: sharedUrl, DB_HOST: 'sales.example', DB_DATABASE: 's', DB_USERNAME: 'su', DB_PASSWORD: 'sp'
  })
  t.match(databases.sales, {
    host: 'sales.example', port: 5432, database: 's', user: 'su', password: 'sp', readOnly: true, tls: null
  })
  t.match(databases.events, { ...shared, readOnly: false })
  t.match(databases.warehouse, { ...shared, readOnly: true })
})

t.test('a port may follow the host', async (t) => {
  t.match(loadConfig({ AURORA_ENDPOINT: 'a.example:5433', DATABASE_NAME: 'c' }).databases, {
    sales: null, events: { host: 'a.example', port: 5433, database: 'c' }
  })
})

t.test('a secret alone names a database, whose address it holds', async (t) => {
  const { databases } = loadConfig({ DB_SECRET_ARN: 'arn:secret' })
  t.match(databases.sales, { host: null, secretArn: 'arn:secret', password: null })
  t.match(loadConfig({ DB_SECRET_ARN: 'arn:secret', DATABASE_URL: sharedUrl }).databases.sales, { secretArn: null })
})

t.test('each sslmode of a URL is one of three', async (t) => {
  for (const [mode, tls] of [
    ['disable', 'disable'], ['prefer', 'require'], ['no-verify', 'require'], ['verify-ca', 'verify-full']
  ] as const) {
    const { databases } = loadConfig({ DATABASE_URL: `postgres://u:p@h/d?sslmode=${mode}` })
    t.match(databases.sales, { host: 'h', tls }, mode)
  }
})

t.test('questions are asked as the reader where it has a password, and whoever has the URL makes it', async (t) => {
  const { databases, ask } = loadConfig({
    DATABASE_URL: sharedUrl, ASK_READER_PASSWORD: 'rp', ASK_SCHEMAS: 'public, x'
  })
  t.match(databases.ask, { host: 'all.example', user: 'atalaya_reader', password: 'rp', readOnly: true })
  t.match(ask.readerLogin, { owner: { ...shared, readOnly: false }, password: 'rp', schemas: ['public', 'x'] })
})

t.test('a database of /ask\'s own is used as it is', async (t) => {
  const own = 'postgres://r:s@ask.example/a'
  const { databases, ask } = loadConfig({ DATABASE_URL: sharedUrl, ASK_DATABASE_URL: own, ASK_READER_PASSWORD: 'rp' })
  t.match(databases.ask, { host: 'ask.example', user: 'r', password: 's' })
  t.equal(ask.readerLogin, null)
})
