import { spawn } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { listen, startApp, startPostgres, testFolder, until } from '../helper.ts'
import { openPage, skipped, startBrowser } from '../console/browser.ts'

t.test('npm run console shows a change of the page without loading it again', { skip: skipped }, async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const { app } = await startApp(t, { DATABASE_URL: postgres.url })
  const folder = testFolder(t)
  for (const name of ['src', 'package.json', 'tsconfig.json']) cpSync(name, join(folder, name), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const server = spawn('npm', ['run', '-s', 'console', '--', await listen(app)], {
    cwd: folder, stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  t.teardown(async () => {
    server.kill('SIGTERM')
    await ended
  })
  let said = ''
  server.stdout.on('data', (data) => { said += data })
  server.stderr.on('data', (data) => { said += data })
  const origin = () => /is on (http:\/\/\S+)\/ in front/.exec(said)?.[1]
  await until(() => origin() !== undefined, 'the address')

  const { page } = await openPage(t, await startBrowser(t), `${origin()}/#sales`)
  await page.getByRole('group', { name: 'Departments of Honduras' }).waitFor({ timeout: 60_000 })
  await page.evaluate('globalThis.isSamePage = true')
  const file = join(folder, 'src/console/sales/ranking.tsx')
  const before = readFileSync(file, 'utf8')
  const after = before.replace('title={labels.map}', "title='Changed just now'")
  t.not(after, before)
  writeFileSync(file, after)
  await page.getByText('Changed just now').waitFor()
  t.equal(await page.evaluate('globalThis.isSamePage'), true, 'without loading it again')
})
