import type { FastifyInstance } from 'fastify'
import { invalidRequest } from '../errors.ts'
import { isDeeperThan, maxJsonDepth } from '../json/depth.ts'

type Parsers = Pick<FastifyInstance, 'addContentTypeParser' | 'removeContentTypeParser' | 'getDefaultJsonParser'>

/**
 * Replaces the JSON parser of `app` and of the plugins in it by one that looks how deep a body is nested before it is
 * parsed, since whatever walks it later has a stack of its own. `mayBeEmpty`: a body may be left out, by who says that
 * it is JSON too.
 */
export function parseJsonBodies (app: Parsers, { mayBeEmpty = false } = {}): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  const tooDeep = [{ path: 'body', message: `is nested more than ${maxJsonDepth} levels deep` }]
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (mayBeEmpty && body.trim() === '') done(null, undefined)
    else if (isDeeperThan(body, maxJsonDepth)) done(invalidRequest(tooDeep), undefined)
    else parse(request, body, done)
  })
}
