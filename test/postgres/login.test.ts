import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, statSync } from 'node:fs'
import t from 'tap'
import { loadConfig } from '../../src/config/config.ts'
import { createLogin } from '../../src/postgres/login.ts'
import { noteSecret, startApp, startPostgres } from '../helper.ts'
import { startSecretsManager } from '../stand-ins/secrets-manager.ts'

const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:database'

t.test('a secret that was rotated is fetched again, also when the user changes, with no restart', async (t) => {
  const postgres = await startPostgres(t)
  const first = { username: 'app_one', password: noteSecret('first-password-0123456789') }
  const second = { username: 'app_two', password: noteSecret('second-password-0123456789') }
  for (const { username, password } of [first, second]) {
    await postgres.sql(`CREATE ROLE ${username} LOGIN PASSWORD '${password}'`)
    await postgres.sql(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${username}`)
  }
  const { host, port } = postgres.server
  const secrets: Record<string, unknown> = { [arn]: { ...first, host, port, dbname: 'plain' } }
  const manager = await startSecretsManager(t, secrets)
  const { app, platform } = await startApp(t, { DB_SECRET_ARN: arn, DB_POOL_MAX: '1' })
  const user = async () => {
    const statement = { text: 'SELECT current_user AS name' }
    const result = await platform.events?.query<{ name: string }>(statement, { resend: true })
    return result?.rows[0]?.name
  }
  t.equal(await user(), 'app_one')
  t.equal(await user(), 'app_one')
  t.equal(manager.requests(), 1, 'it is kept')
  secrets[arn] = { ...second, host, port, dbname: 'plain' }
  await postgres.sql("ALTER ROLE app_one PASSWORD 'gone'")
  await postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app_one'")
  t.equal(await user(), 'app_two')
  t.equal((await app.inject({ url: '/api/v1/events' })).statusCode, 200)
})

t.test('a login that is refused is a 503 that names no user', async (t) => {
  const postgres = await startPostgres(t)
  const { app } = await startApp(t, { DATABASE_URL: postgres.url.replace(postgres.server.password, 'wrong') })
  const answer = await app.inject({ url: '/api/v1/events' })
  t.equal(answer.statusCode, 503)
  t.match(answer.json(), { error: 'service_unavailable', message: /refused the login/ })
  t.notMatch(answer.payload, 'postgres"')
})

t.test('a secret that cannot be read is a 503', async (t) => {
  await startSecretsManager(t, {})
  const { app } = await startApp(t, { DB_SECRET_ARN: arn })
  const answer = await app.inject({ url: '/api/v1/events' })
  t.match([answer.statusCode, answer.json()], [503, { error: 'service_unavailable', message: /Secrets Manager/ }])
})

t.test('with IAM the password is a token signed for host, port and user, and TLS is on', async (t) => {
  await startSecretsManager(t, {})
  const { databases } = loadConfig({
    DATABASE_URL: 'postgres://app@db.example:5432/x', DB_IAM_AUTH: 'true', AWS_REGION: 'eu-west-1'
  })
  if (databases.events === null) throw new Error('there is no database')
  const config = await createLogin(databases.events).clientConfig()
  t.match(config, { host: 'db.example', user: 'app', ssl: { rejectUnauthorized: false } })
  const token = typeof config.password === 'function' ? await config.password() : ''
  t.match(token, /^db\.example:5432\/\?Action=connect&DBUser=app&.*X-Amz-Credential=AKIAEXAMPLE%2F\d+%2Feu-west-1/)
})

t.test('TLS is spoken to a server that has it, and verify-full refuses a certificate nobody vouches for', async (t) => {
  const postgres = await startPostgres(t)
  const [row] = await postgres.sql<{ folder: string }>("SELECT current_setting('data_directory') AS folder")
  const folder = row?.folder === '/proc/self/cwd' ? `/proc/${postgres.server.pid()}/cwd` : row?.folder
  const made = spawnSync('openssl', [
    'req', '-new', '-x509', '-days', '2', '-nodes', '-subj', '/CN=localhost',
    '-out', `${folder}/server.crt`, '-keyout', `${folder}/server.key`
  ])
  if (made.status !== 0) return t.comment('openssl is not on this machine: skipped')
  const { uid, gid } = statSync(String(folder))
  for (const file of ['server.crt', 'server.key']) chownSync(`${folder}/${file}`, uid, gid)
  chmodSync(`${folder}/server.key`, 0o600)
  await postgres.sql("ALTER SYSTEM SET ssl = 'on'")
  await postgres.sql('SELECT pg_reload_conf()')
  const { platform } = await startApp(t, { DATABASE_URL: postgres.url, DB_SSL: 'require' })
  const statement = { text: 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()' }
  t.match(await platform.events?.query(statement), { rows: [{ ssl: true }] })
  const { app: strict } = await startApp(t, { DATABASE_URL: postgres.url, DB_SSL: 'verify-full' })
  t.equal((await strict.inject({ url: '/api/v1/events' })).statusCode, 503)
})
