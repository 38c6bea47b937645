import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import { startApp } from '../helper.ts'

const { app } = await startApp(t)
const document = (await app.inject({ url: '/openapi.json' })).json()
interface Operation { tags: string[], operationId?: string, summary?: string, description?: string, responses: Record<string, unknown>, parameters?: { name: string }[] }
const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) => (
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation }))
))

t.test('the document is valid OpenAPI 3.0', async (t) => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  t.ok(valid, JSON.stringify(errors))
  t.match(document.openapi, /^3\.0\./)
})

t.test('every route is in it, named and described, with its error answers', async (t) => {
  t.same(operations.map(({ name }) => name).sort(), [
    'delete /ask/examples/{id}', 'get /api/v1/entities/{type}/{id}', 'get /api/v1/entities/{type}/{id}/events', 'get /api/v1/events', 'get /api/v1/events/health', 'get /api/v1/events/{uuid}',
    'get /ask/examples', 'get /ask/schema', 'get /health', 'get /openapi.json', 'get /purchases/report', 'get /purchases/{tenant_id}/{compra_id}', 'get /sales', 'get /sales/summary', 'post /api/v1/events', 'post /api/v1/events/bulk', 'post /ask', 'post /ask/examples', 'post /ask/feedback', 'post /chat', 'post /purchases/report', 'post /recommendations', 'post /tickets/predict', 'post /venues/popularity'
  ])
  t.same([...new Set(operations.flatMap(({ operation }) => operation.tags))].sort(), document.tags.map(({ name }: { name: string }) => name).sort(), 'each tag is described')
  t.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length)
  for (const { name, operation } of operations) {
    t.match(operation, { operationId: /^[a-zA-Z]+$/, summary: /./, description: /./ }, name)
    for (const status of ['200', '429', '500']) t.ok(status in operation.responses, `${name} ${status}`)
  }
  const sales = operations.find(({ name }) => name === 'get /sales')
  t.same(Object.keys(sales?.operation.responses ?? {}), ['200', '400', '401', '403', '429', '500', '503', '504'])
  t.ok(sales?.operation.parameters?.some(({ name }) => name === 'department'))
})

t.test('the page of the docs and what it loads are served', async (t) => {
  for (const url of ['/docs', '/docs/', '/docs/static/swagger-ui.css', '/docs/static/swagger-ui-bundle.js', '/docs/static/swagger-initializer.js']) {
    t.equal((await app.inject({ url })).statusCode, 200, url)
  }
  t.match((await app.inject({ url: '/docs/static/swagger-initializer.js' })).payload, '/openapi.json')
  t.equal((await app.inject({ url: '/docs/static/nope.js' })).statusCode, 404)
})

t.test('what has a default need not be sent, and errors share one schema', async (t) => {
  const required = (path: string, method: string) => document.paths[path][method].parameters.filter((one: { required?: boolean }) => one.required).map(({ name }: { name: string }) => name)
  t.same([required('/sales', 'get'), required('/sales/summary', 'get')], [[], ['group_by']])
  const { requestBody: venues } = document.paths['/venues/popularity'].post
  t.same([venues.required, venues.content['application/json'].schema.required], [false, undefined])
  const { requestBody: tickets } = document.paths['/tickets/predict'].post
  t.same([tickets.required, tickets.content['application/json'].schema.required], [true, ['artist_id', 'venue_id', 'event_date']])
  t.same(document.paths['/tickets/predict'].post.responses['404'].content['application/json'].schema, { $ref: '#/components/schemas/Error' })
})
