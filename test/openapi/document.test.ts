import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import { operationsOf } from '../../src/openapi/paths.ts'
import { startApp } from '../helper.ts'

const { app } = await startApp(t)
const document = (await app.inject({ url: '/openapi.json' })).json()
const operations = operationsOf(document).map(({ path, method, operation }) => {
  return { name: `${method} ${path}`, operation }
})

t.test('the document is valid OpenAPI 3.0', async (t) => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  t.ok(valid, JSON.stringify(errors))
  t.match(document.openapi, /^3\.0\./)
})

t.test('every route is in it, named and described, with its error answers', async (t) => {
  t.same(operations.map(({ name }) => name).sort(), [
    'delete /ask/examples/{id}',
    'get /api/v1/entities/{type}/{id}',
    'get /api/v1/entities/{type}/{id}/events',
    'get /api/v1/events',
    'get /api/v1/events/health',
    'get /api/v1/events/{uuid}',
    'get /ask/examples',
    'get /ask/schema',
    'get /health',
    'get /openapi.json',
    'get /purchases/report',
    'get /purchases/{tenant_id}/{compra_id}',
    'get /sales',
    'get /sales/summary',
    'post /api/v1/events',
    'post /api/v1/events/bulk',
    'post /ask',
    'post /ask/examples',
    'post /ask/feedback',
    'post /chat',
    'post /purchases/report',
    'post /recommendations',
    'post /tickets/predict',
    'post /venues/popularity'
  ])
  const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []))
  const described = document.tags.map(({ name }: { name: string }) => name)
  t.same([...used].sort(), described.sort(), 'each tag is described')
  t.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length)
  for (const { name, operation } of operations) {
    t.match(operation, { operationId: /^[a-zA-Z]+$/, summary: /./, description: /./ }, name)
    for (const status of ['200', '429', '500']) t.ok(status in operation.responses, `${name} ${status}`)
  }
  const sales = operations.find(({ name }) => name === 'get /sales')
  t.same(Object.keys(sales?.operation.responses ?? {}), ['200', '400', '401', '403', '429', '500', '503', '504'])
  t.ok(sales?.operation.parameters?.some((one) => 'name' in one && one.name === 'department'))
})

t.test('the page of the docs and what it loads are served', async (t) => {
  const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-initializer.js']
  for (const url of ['/docs', '/docs/', ...files.map((file) => `/docs/static/${file}`)]) {
    t.equal((await app.inject({ url })).statusCode, 200, url)
  }
  t.match((await app.inject({ url: '/docs/static/swagger-initializer.js' })).payload, '/openapi.json')
  t.equal((await app.inject({ url: '/docs/static/nope.js' })).statusCode, 404)
})

t.test('what has a default need not be sent, and errors share one schema', async (t) => {
  const required = (path: string) => {
    const parameters: { name: string, required?: boolean }[] = document.paths[path].get.parameters
    return parameters.filter((one) => one.required === true).map(({ name }) => name)
  }
  t.same([required('/sales'), required('/sales/summary')], [[], ['group_by']])
  const body = (path: string) => {
    const { requestBody } = document.paths[path].post
    return { isRequired: requestBody.required, members: requestBody.content['application/json'].schema.required }
  }
  t.same(body('/venues/popularity'), { isRequired: false, members: undefined })
  t.same(body('/tickets/predict'), { isRequired: true, members: ['artist_id', 'venue_id', 'event_date'] })
  const missing = document.paths['/tickets/predict'].post.responses['404']
  t.same(missing.content['application/json'].schema, { $ref: '#/components/schemas/Error' })
})
