import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Fastify, { type FastifyInstance } from 'fastify'
import { notFound } from '../errors.ts'
import { lazyApp } from './lazy-app.ts'
import { consolePolicy } from '../http/security.ts'
import { useCompilers, withoutCompilers } from '../http/validation.ts'

/** Beside the bundle, and from the sources where `npm run build` puts it. */
const places = ['./pages/', '../../dist/pages/']
const hidden = { hide: true }

/** The web page at `/`, and its files, whose names change with their content. */
export function consoleRoutes (app: FastifyInstance): void {
  lazyApp(app, { '/': hidden, '/assets/*': hidden }, buildPages)
}

async function buildPages (): Promise<FastifyInstance> {
  const folders = places.map((place) => new URL(place, import.meta.url))
  const folder = folders.find((url) => existsSync(new URL('index.html', url)))
  if (folder === undefined) throw notFound('The console is not built: run npm run build.')
  const { default: files } = await import('@fastify/static')
  const app = Fastify(withoutCompilers)
  useCompilers(app)
  await app.register(files, {
    root: fileURLToPath(folder),
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
    setHeaders: (reply, file) => {
      reply.headers(consolePolicy)
      if (file.includes('index.html')) reply.header('cache-control', 'no-cache')
    }
  })
  await app.ready()
  return app
}
