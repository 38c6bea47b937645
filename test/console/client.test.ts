import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import t from 'tap'
import { listen, noteSecret, startApp, startPostgres, testFolder } from '../helper.ts'
import { startIssuer } from '../stand-ins/issuer.ts'
import { openPage, skipped, startBrowser } from './browser.ts'

const example = /```tsx\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? ''
const folder = testFolder(t)
const run = (command: string, args: string[]) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
run('npm', ['run', '-s', 'client', '--', join(folder, 'atalaya.d.ts')])

/** What TypeScript says of the files of the folder, '' for nothing. */
function typeFaults (): string {
  try {
    return run(join('node_modules', '.bin', 'tsc'), ['-p', folder])
  } catch (error) {
    return String((error as { stdout: string }).stdout)
  }
}

t.test('the README\'s React example is right by the types that npm run client writes, and a wrong one is not', async (t) => {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    extends: resolve('src/console/tsconfig.json'), compilerOptions: { rootDir: '.', types: [] }, include: ['*.tsx', '*.d.ts']
  }))
  writeFileSync(join(folder, 'sales.tsx'), example)
  t.equal(typeFaults(), '')
  for (const [right, wrong] of [['group_by', 'grouped_by'], ['/sales/summary', '/sales/sum'], ['lempiras_sold: number', 'lempiras_sold: string']] as const) {
    writeFileSync(join(folder, 'sales.tsx'), example.replaceAll(right, wrong))
    t.match(typeFaults(), /error TS/, wrong)
  }
  writeFileSync(join(folder, 'sales.tsx'), example)
})

t.test('the README\'s React example shows sales from another origin, by a token of an issuer', { skip: skipped }, async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const { issuer, sign } = await startIssuer(t)
  let page = ''
  const site = createServer((request, response) => {
    const isScript = request.url === '/app.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' }).end(isScript ? page : '<!doctype html><div id="app"></div><script type="module" src="/app.js"></script>')
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  t.teardown(() => site.close())
  const siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer, JWT_AUDIENCE: 'my-app', CORS_ORIGINS: siteOrigin })
  const origin = await listen(app)
  const token = noteSecret(sign({ aud: 'my-app', scope: 'sales:read' }))

  mkdirSync(join(folder, 'app'))
  writeFileSync(join(folder, 'sales.tsx'), example.replace(/https:\/\/your-function[^']*/, origin))
  const bundle = async (token: string) => {
    writeFileSync(join(folder, 'app', 'main.tsx'), `import { createRoot } from 'react-dom/client'\nimport { SalesByDepartment } from '../sales.tsx'\ncreateRoot(document.getElementById('app')!).render(<SalesByDepartment token='${token}' />)`)
    const { outputFiles } = await build({ entryPoints: [join(folder, 'app', 'main.tsx')], bundle: true, write: false, format: 'esm', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' } })
    return outputFiles[0]?.text ?? ''
  }
  const browser = await startBrowser(t)
  const open = async () => (await openPage(t, browser, 'about:blank')).page
  page = await bundle(token)
  const right = await open()
  await right.goto(siteOrigin)
  await right.getByText('Cortés: 54080562.9').waitFor()
  t.equal(await right.getByRole('listitem').count(), 19)

  page = await bundle(sign({ aud: 'another-app', scope: 'sales:read' }))
  const wrong = await open()
  await wrong.goto(siteOrigin)
  t.match(await wrong.getByRole('alert').innerText(), /token/)

  const { app: closed } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer, JWT_AUDIENCE: 'my-app', CORS_ORIGINS: 'https://elsewhere.example' })
  writeFileSync(join(folder, 'sales.tsx'), example.replace(/https:\/\/your-function[^']*/, await listen(closed)))
  page = await bundle(token)
  const stranger = await open()
  await stranger.goto(siteOrigin)
  t.match(await stranger.getByRole('alert').innerText(), /TypeError/, 'an origin that is not allowed')
})
