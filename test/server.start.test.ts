import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { testFolder } from './helper.ts'

t.test('npm start before npm run build says so; after it, the server runs', async (t) => {
  const folder = testFolder(t)
  cpSync('package.json', join(folder, 'package.json'))
  const start = () => spawnSync('npm', ['start', '-s'], { cwd: folder, encoding: 'utf8' })
  t.match(start(), { status: 1, stdout: '', stderr: /run npm run build first/ })
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'dist', 'server.mjs'), "console.log('the server'); process.exitCode = 7")
  t.match(start(), { status: 7, stdout: 'the server\n' })
})
