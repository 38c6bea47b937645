import Fastify, { type FastifyContextConfig, type FastifyInstance, type FastifySchema } from 'fastify'
import type { OpenAPIV3 } from 'openapi-types'
import * as Type from 'typebox'
import { version } from '../config/version.ts'
import { errorBody } from '../http/errors.ts'
import { useCompilers, withoutCompilers } from '../http/validation.ts'
import { isObject } from '../json/is-object.ts'
import { lazyApp } from '../pages/lazy-app.ts'
import { noQuery } from '../schema/fields.ts'
import { normalize } from './normalize.ts'
import type { Operation } from './operations.ts'

const tags = [
  { name: 'sales', description: 'Sales lines with the place of each client' },
  { name: 'concerts', description: 'Venues, tickets and concerts to come, from the concert warehouse' },
  { name: 'ask', description: 'Questions about the data in Spanish or English' },
  { name: 'car events', description: 'Events about cars, loans, payments and services' },
  { name: 'purchases', description: 'The archive of purchases: what they come to, and the history of each' },
  { name: 'platform', description: 'Health and documentation' }
]

/** `/openapi.json` and `/docs`, made from the routes of this app when somebody first asks. */
export function documentRoutes (app: FastifyInstance): void {
  const hidden = { hide: true }
  const routes = { '/openapi.json': aboutDocument, '/docs': hidden, '/docs/*': hidden }
  lazyApp(app, routes, () => buildDocuments(app.operations))
}

/** A watchtower. */
const logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="40" height="40">' +
  '<path fill="#fff" d="M24 3 8 14h4v5h24v-5h4zM16 21l-3 24h6v-8a5 5 0 0 1 10 0v8h6l-3-24z"/></svg>'

/** The documentation's page has styles of its own, and images inside of its files. */
const docsPolicy = [
  "default-src 'self'", "img-src 'self' data:", "style-src 'self' 'unsafe-inline'", "frame-ancestors 'none'"
].join('; ')

const openapi = {
  openapi: '3.0.3',
  info: { title: 'Atalaya', version, description: 'Five data services behind one API.' },
  tags,
  components: {
    securitySchemes: {
      apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      bearer: { type: 'http', scheme: 'bearer', description: 'An API key or a token of the configured issuer' }
    }
  }
} satisfies Partial<OpenAPIV3.Document>

const aboutDocument = {
  querystring: noQuery,
  response: { 200: Type.Object({}, { description: 'The document' }) },
  tags: ['platform'],
  operationId: 'getOpenApi',
  summary: 'This document',
  description: 'The OpenAPI 3.0 document of every route, made from the schemas that the routes check with.'
}

async function buildDocuments (operations: readonly Operation[]): Promise<FastifyInstance> {
  const { default: swagger } = await import('@fastify/swagger')
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  const app = Fastify(withoutCompilers)
  useCompilers(app)
  await app.register(swagger, { openapi })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: docsPolicy,
    logo: { type: 'image/svg+xml', content: Buffer.from(logo) },
    uiConfig: { url: '../openapi.json', deepLinking: true }
  })
  for (const { method, url, schema = {}, config = {} } of operations) {
    app.route({ method, url, schema: withErrors(schema, config), handler: async () => document })
  }
  await app.ready()
  const document = normalize(app.swagger() as OpenAPIV3.Document)
  return app
}

/** The error answers that follow from what a route takes and from who may call it. */
function withErrors (schema: FastifySchema, config: FastifyContextConfig): FastifySchema {
  const { public: isPublic = false, invalidStatus = 400 } = config
  const answers = new Map([[429, 'Too many requests'], [500, 'Something went wrong here']])
  if (schema.querystring !== undefined || schema.params !== undefined || schema.body !== undefined) {
    answers.set(invalidStatus, 'The request does not fit')
  }
  if (schema.body !== undefined) {
    answers.set(400, 'The body is not JSON')
    answers.set(413, 'The body is too large')
    answers.set(415, 'The media type is not known')
  }
  if (!isPublic) {
    answers.set(401, 'No key, or one that is not valid')
    answers.set(403, 'The key lacks the scope')
    answers.set(503, 'The database cannot be reached now, or is not configured')
    answers.set(504, 'The database did not answer in time')
  }
  const described = [...answers].map(([status, description]) => [status, { description, ...errorBody }])
  const errors = Object.fromEntries(described)
  const own = isObject(schema.response) ? schema.response : {}
  const security: FastifySchema['security'] = isPublic ? [] : [{ apiKey: [] }, { bearer: [] }]
  return { ...schema, response: { ...errors, ...own }, security }
}
