import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import type { OpenAPIV3 } from 'openapi-types'
import t from 'tap'
import { agentDocuments, maxAgentOperations } from '../../src/openapi/agents.ts'
import { operationsOf } from '../../src/openapi/paths.ts'
import { startApp } from '../helper.ts'

const { app } = await startApp(t)
const document = (await app.inject({ url: '/openapi.json' })).json<OpenAPIV3.Document>()
const documents = agentDocuments(document)

t.test('agents get a valid document for each tag, every operation described, without what only HTTP has', async (t) => {
  t.same([...documents.keys()], ['sales', 'concerts', 'ask', 'car events', 'purchases'])
  const operations = [...documents.values()].flatMap(operationsOf).map(({ operation }) => operation)
  t.same(operations.map(({ operationId }) => operationId), [
    'listSales',
    'summarizeSales',
    'chat',
    'rankVenues',
    'predictTickets',
    'recommendConcerts',
    'askQuestion',
    'getEntity',
    'listEntityEvents',
    'getPurchasesReport',
    'getPurchase'
  ])
  for (const { operationId = '', description, parameters = [], responses } of operations) {
    t.match(description, /./, operationId)
    for (const parameter of parameters) {
      t.match(parameter, { name: /./, description: /./ }, `${operationId} describes its parameters`)
    }
    t.match(responses['200'], { description: /./, content: { 'application/json': {} } })
  }
  const names = operations[0]?.parameters?.map((parameter) => 'name' in parameter ? parameter.name : '')
  t.ok(names?.includes('department'))
  t.notOk(names?.includes('format'))
  for (const [tag, cut] of documents) {
    t.match(await new Validator().validate({ ...structuredClone(cut) }), { valid: true }, tag)
  }
})

t.test('Terraform gives these documents to an agent: run npm run openapi after a change', async (t) => {
  const folder = 'terraform/openapi'
  const files = readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))])
  const expected = [...documents].map(([tag, cut]) => {
    return [`${tag.replaceAll(' ', '-')}.json`, JSON.parse(JSON.stringify(cut))]
  })
  t.same(Object.fromEntries(files), Object.fromEntries(expected))
})

t.test('more operations than an agent may have are refused', async (t) => {
  const items = Array.from({ length: maxAgentOperations + 1 }, (_, index) => {
    return [`/${index}`, { get: { 'x-agent': {}, responses: {} } }]
  })
  const paths = Object.fromEntries(items)
  t.throws(() => agentDocuments({ ...document, paths }), /12 operations are marked for agents: Bedrock takes 11/)
})
