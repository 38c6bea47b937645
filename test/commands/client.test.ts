import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import t from 'tap'
import { listen, noteSecret, startApp, startPostgres, testFolder } from '../helper.ts'
import { startIssuer } from '../stand-ins/issuer.ts'
import { openPage, skipped, startBrowser } from '../console/browser.ts'
import { listenLocally } from '../console/local-server.ts'

const example = /```tsx\n([\s\S]*?)```/.exec(readFileSync('docs/react.md', 'utf8'))?.[1] ?? ''
const html = '<!doctype html><div id="app"></div><script type="module" src="/app.js"></script>'
const folder = testFolder(t)
const run = (command: string, args: string[]) => {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

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

t.test('the documents\' React example fits the types that npm run client writes, a wrong one does not', async (t) => {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    extends: resolve('src/console/tsconfig.json'),
    compilerOptions: { rootDir: '.', types: [] },
    include: ['*.tsx', '*.d.ts']
  }))
  writeFileSync(join(folder, 'sales.tsx'), example)
  t.equal(typeFaults(), '')
  for (const [right, wrong] of [
    ['group_by', 'grouped_by'],
    ['/sales/summary', '/sales/sum'],
    ['lempiras_sold: number', 'lempiras_sold: string']
  ] as const) {
    writeFileSync(join(folder, 'sales.tsx'), example.replaceAll(right, wrong))
    t.match(typeFaults(), /error TS/, wrong)
  }
  writeFileSync(join(folder, 'sales.tsx'), example)
})

t.test('the documents\' React example shows sales from another origin, by a token', { skip: skipped }, async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const { issuer, sign } = await startIssuer(t)
  let script = ''
  const site = createServer((request, response) => {
    const [type, content] = request.url === '/app.js' ? ['text/javascript', script] : ['text/html', html]
    response.writeHead(200, { 'content-type': type }).end(content)
  })
  const siteOrigin = await listenLocally(t, site)
  const env = { DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer, JWT_AUDIENCE: 'my-app' }
  const { app } = await startApp(t, { ...env, CORS_ORIGINS: siteOrigin })
  const origin = await listen(app)
  const token = noteSecret(sign({ aud: 'my-app', scope: 'sales:read' }))

  mkdirSync(join(folder, 'app'))
  writeFileSync(join(folder, 'sales.tsx'), example.replace(/https:\/\/your-function[^']*/, origin))
  const bundle = async (token: string) => {
    const main = join(folder, 'app', 'main.tsx')
    writeFileSync(main, `import { createRoot } from 'react-dom/client'
      import { SalesByDepartment } from '../sales.tsx'
      createRoot(document.getElementById('app')!).render(<SalesByDepartment token='${token}' />)`)
    const { outputFiles } = await build({
      entryPoints: [main],
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' }
    })
    return outputFiles[0]?.text ?? ''
  }
  const browser = await startBrowser(t)
  const open = async () => (await openPage(t, browser, 'about:blank')).page
  script = await bundle(token)
  const right = await open()
  await right.goto(siteOrigin)
  await right.getByText('Cortés: 54080562.9').waitFor()
  t.equal(await right.getByRole('listitem').count(), 19)

  script = await bundle(sign({ aud: 'another-app', scope: 'sales:read' }))
  const wrong = await open()
  await wrong.goto(siteOrigin)
  t.match(await wrong.getByRole('alert').innerText(), /token/)

  const { app: closed } = await startApp(t, { ...env, CORS_ORIGINS: 'https://elsewhere.example' })
  writeFileSync(join(folder, 'sales.tsx'), example.replace(/https:\/\/your-function[^']*/, await listen(closed)))
  script = await bundle(token)
  const stranger = await open()
  await stranger.goto(siteOrigin)
  t.match(await stranger.getByRole('alert').innerText(), /TypeError/, 'an origin that is not allowed')
})
