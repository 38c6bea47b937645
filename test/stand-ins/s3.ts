import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'

export interface StoredObject {
  body: Buffer
  headers: Record<string, string>
}

/** What goes wrong with a call: before anything is done, or after the write took effect. */
export type Fault = 'unavailable' | 'conflict' | 'reset' | 'reset-after' | 'unavailable-after' | 'hang'

/** Amazon S3's PutObject with If-None-Match, GetObject, HeadObject and ListObjectsV2 (API reference), in memory. */
export async function startS3 (t: Pick<Test, 'teardown'>, { latencyMs = 0, port = 0 } = {}) {
  const objects = new Map<string, StoredObject>()
  const behaviour: { fault: (method: string, key: string) => Fault | null } = { fault: () => null }
  const seen = { calls: 0, sockets: 0, maxSockets: 0, faults: 0 }

  async function answer (request: IncomingMessage, response: ServerResponse): Promise<void> {
    seen.calls++
    const url = new URL(request.url ?? '/', 'http://s3')
    const key = decodeURIComponent(url.pathname.slice(1))
    const fault = behaviour.fault(request.method ?? '', key)
    if (fault !== null) seen.faults++
    const body = await buffer(request)
    if (latencyMs > 0) await sleep(latencyMs)
    if (fault === 'hang') return
    if (fault === 'reset') return disconnect(request)
    if (fault === 'unavailable') return refuse(response, 503, 'ServiceUnavailable')
    if (fault === 'conflict') return refuse(response, 409, 'ConditionalRequestConflict')
    switch (request.method) {
      case 'PUT': {
        if (request.headers['if-none-match'] === '*' && objects.has(key)) {
          refuse(response, 412, 'PreconditionFailed')
          return
        }
        objects.set(key, { body, headers: keptHeaders(request) })
        if (fault === 'reset-after') return disconnect(request)
        if (fault === 'unavailable-after') return refuse(response, 503, 'InternalError')
        response.writeHead(200, { etag: '"etag"' }).end()
        return
      }
      case 'GET': case 'HEAD': {
        if (url.searchParams.get('list-type') === '2') return list(response, key.replace(/\/$/, ''), url.searchParams)
        const object = objects.get(key)
        if (fault === 'reset-after') return disconnect(request)
        if (fault === 'unavailable-after') return refuse(response, 503, 'InternalError')
        if (object === undefined) return refuse(response, 404, 'NoSuchKey')
        response.writeHead(200, { ...object.headers, 'content-length': object.body.length })
        response.end(request.method === 'HEAD' ? undefined : object.body)
        return
      }
      default: refuse(response, 405, 'MethodNotAllowed')
    }
  }

  function list (response: ServerResponse, bucket: string, query: URLSearchParams): void {
    const prefix = `${bucket}/${query.get('prefix') ?? ''}`
    const delimiter = query.get('delimiter')
    const after = query.get('continuation-token') ?? ''
    const maxKeys = Number(query.get('max-keys') ?? 1000)
    const names = new Set<string>()
    for (const key of objects.keys()) {
      if (!key.startsWith(prefix)) continue
      const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length)
      names.add(end === -1 ? key : key.slice(0, end + 1))
    }
    const sorted = [...names].sort().filter((name) => name > after)
    const page = sorted.slice(0, maxKeys)
    const xml = page.map((name) => {
      const text = name.slice(bucket.length + 1).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      if (name.endsWith('/')) return `<CommonPrefixes><Prefix>${text}</Prefix></CommonPrefixes>`
      return `<Contents><Key>${text}</Key></Contents>`
    })
    const isTruncated = sorted.length > page.length
    const token = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    const listed = `<IsTruncated>${isTruncated}</IsTruncated>${token}${xml.join('')}`
    response.writeHead(200, { 'content-type': 'application/xml' })
    response.end(`<?xml version="1.0"?><ListBucketResult>${listed}</ListBucketResult>`)
  }

  const server = createServer((request, response) => { answer(request, response).catch(() => response.destroy()) })
  server.on('connection', (socket) => {
    seen.maxSockets = Math.max(seen.maxSockets, ++seen.sockets)
    socket.on('close', () => { seen.sockets-- })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, objects, behaviour, seen }
}

/** What S3 keeps of a request's headers with an object. */
function keptHeaders ({ headers }: IncomingMessage): Record<string, string> {
  const isKept = /^(?:content-type|x-amz-meta-.*|x-amz-server-side-encryption)$/
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => {
    return typeof value === 'string' && isKept.test(name) ? [[name, value]] : []
  }))
}

function disconnect ({ socket }: IncomingMessage): void {
  socket.destroy()
}

function refuse (response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
