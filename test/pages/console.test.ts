import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { startApp } from '../helper.ts'
import type { HttpResult } from '../../src/invocations/http-event.ts'

const kilobyte = 1024
const maxFirstBytes = 120 * kilobyte

const { app } = await startApp(t, { AUTH: 'api-key' })
const page = await app.inject({ url: '/' })
const links = page.payload.matchAll(/<(?:script|link) [^>]*(?:src|href)="([^"]+)"/g)
const addresses = [...links].map(([, address = '']) => address)

t.test('the page is open to everyone, checked for changes each time, and loads only its own files', async (t) => {
  t.match(page, {
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer'
    }
  })
  const directives = String(page.headers['content-security-policy']).split(';').map((one) => one.split(' '))
  t.same(Object.fromEntries(directives.map(([name = '', ...sources]) => [name, sources.join(' ')])), {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'"
  })
  t.notMatch(page.payload, /<style|<script(?! type="module" crossorigin src=)|\son\w+=|style=/, 'nothing inline')
  const again = await app.inject({ url: '/', headers: { 'if-none-match': page.headers.etag } })
  t.equal(again.statusCode, 304)
})

t.test('its files are named by their content, kept for a year, and addressed from wherever the page is', async (t) => {
  t.ok(addresses.length >= 3)
  for (const address of addresses) {
    t.match(address, /^\.\/assets\/[\w-]+-[\w-]{8}\.(js|css|svg)$/)
    const file = await app.inject({ url: address.slice(1) })
    t.match(file, { statusCode: 200, headers: { 'cache-control': 'public, max-age=31536000, immutable' } })
  }
  const script = addresses.find((address) => address.endsWith('.js'))?.slice(1) ?? ''
  const plain = await app.inject({ url: script })
  const packed = async (coding: string) => await app.inject({ url: script, headers: { 'accept-encoding': coding } })
  t.match((await packed('gzip, br')).headers, { 'content-encoding': 'br', vary: /accept-encoding/i })
  t.same(brotliDecompressSync((await packed('br')).rawPayload), plain.rawPayload)
  t.same(gunzipSync((await packed('gzip')).rawPayload), plain.rawPayload)
  t.same((await packed('identity')).rawPayload, plain.rawPayload)
})

t.test('what is not there is an error as everywhere, and nothing else of the machine is served', async (t) => {
  for (const url of [
    '/assets/nope.js',
    '/assets/%00',
    '/assets/../index.html',
    '/assets/..%2f..%2fserver.mjs',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/',
    '/index.html'
  ]) {
    const answer = await app.inject({ url })
    t.match([answer.statusCode, answer.json()], [404, { error: 'not_found' }], url)
  }
})

t.test('the first view loads at most 120 KB of JavaScript, gzipped, and none of what draws charts', async (t) => {
  const names = addresses.filter((address) => address.endsWith('.js'))
  const scripts = names.map((address) => readFileSync(join('dist/pages', address)))
  const bytes = scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0)
  t.comment(`${(bytes / kilobyte).toFixed(1)} KB`)
  t.ok(bytes > 0 && bytes <= maxFirstBytes, `${bytes} bytes`)
  t.notOk(addresses.some((address) => address.includes('vega')))
})

t.test('a function serves it too, under the stage of an HTTP API as well', async (t) => {
  process.env['LOG_LEVEL'] = 'silent'
  const { handler } = await import('../../src/lambda.ts')
  const get = async (rawPath: string, stage = '$default') => {
    const requestContext = { http: { method: 'GET' }, stage }
    const headers = { 'accept-encoding': 'br, gzip' }
    const event = { version: '2.0', rawPath, rawQueryString: '', headers, requestContext }
    return await handler(event, {}) as HttpResult
  }
  t.match(await get('/'), { statusCode: 200, body: page.payload })
  t.match(await get('/prod/', 'prod'), { statusCode: 200, body: page.payload })
  const script = addresses.find((address) => address.endsWith('.js'))?.slice(1) ?? ''
  const file = await get(script)
  t.match(file, { statusCode: 200, isBase64Encoded: true, headers: { 'content-encoding': 'br' } })
  t.same(brotliDecompressSync(Buffer.from(file.body ?? '', 'base64')), readFileSync(join('dist/pages', script)))
})
