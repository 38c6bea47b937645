import type { FastifyInstance, FastifySchema } from 'fastify'
import { memoizeAsync } from '../async/memoize.ts'
import { notFound } from '../errors.ts'
import { evenUnderPressure } from '../http/overload.ts'
import { pageHeaders } from '../http/security.ts'

const requestHeaders = ['accept-encoding', 'if-none-match', 'if-modified-since']
const responseHeaders = [
  'content-type',
  'content-encoding',
  'content-security-policy',
  'cache-control',
  'etag',
  'last-modified',
  'location',
  'vary'
]

/**
 * Pages that an app of their own answers, open to everyone. It is built when somebody first asks for one of them, so
 * that a start pays nothing for it, and is neither counted for the rate limit nor refused for overload. `routes` are
 * addresses with what the OpenAPI document says of each.
 */
export function lazyApp (
  app: FastifyInstance,
  routes: Record<string, FastifySchema>,
  build: () => Promise<FastifyInstance>
): void {
  const pages = memoizeAsync(build)
  for (const [url, schema] of Object.entries(routes)) {
    const config = { public: true, rateLimit: false, ...evenUnderPressure } as const
    app.get(url, { config, schema }, async (request, reply) => {
      const built = await pages()
      const headers = pick(requestHeaders, request.headers)
      const answer = await built.inject({ method: 'GET', url: request.url, headers })
      if (answer.statusCode >= 400) throw notFound(`There is no ${request.url.split('?', 1)[0]}.`)
      reply.headers({ ...pick(responseHeaders, answer.headers), ...pageHeaders })
      return reply.code(answer.statusCode).send(answer.rawPayload)
    })
  }
  app.addHook('onClose', async () => { await (await pages.loaded())?.close() })
}

/** The headers of these names that are there. */
function pick (names: readonly string[], headers: Record<string, unknown>): Record<string, string> {
  const present = names.filter((name) => headers[name] !== undefined)
  return Object.fromEntries(present.map((name) => [name, String(headers[name])]))
}
