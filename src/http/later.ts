import type { FastifyInstance, FastifySchema } from 'fastify'
import { notFound } from '../errors.ts'
import { evenUnderPressure } from './overload.ts'
import { pageHeaders } from './security.ts'

const asked = ['accept-encoding', 'if-none-match', 'if-modified-since']
const answered = ['content-type', 'content-encoding', 'content-security-policy', 'cache-control', 'etag', 'last-modified', 'location', 'vary']

/**
 * Pages that an app of their own answers, open to everyone. It is built when somebody first asks for one of them, so
 * that a start pays nothing for it, and is neither counted for the rate limit nor refused for overload. `routes` are
 * addresses with what the OpenAPI document says of each.
 */
export function answerLater (app: FastifyInstance, routes: Record<string, FastifySchema>, build: () => Promise<FastifyInstance>): void {
  let pages: Promise<FastifyInstance> | undefined
  for (const [url, schema] of Object.entries(routes)) {
    app.get(url, { config: { public: true, rateLimit: false, ...evenUnderPressure }, schema }, async (request, reply) => {
      pages ??= build().catch((error: unknown) => {
        pages = undefined // the next one tries again
        throw error
      })
      const headers = Object.fromEntries(asked.flatMap((name) => request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]]))
      const answer = await (await pages).inject({ method: 'GET', url: request.url, headers })
      if (answer.statusCode >= 400) throw notFound(`There is no ${request.url.split('?', 1)[0]}.`)
      for (const name of answered) {
        const value = answer.headers[name]
        if (value !== undefined) reply.header(name, value)
      }
      return reply.headers(pageHeaders).code(answer.statusCode).send(answer.rawPayload)
    })
  }
  app.addHook('onClose', async () => { await (await pages)?.close() })
}
