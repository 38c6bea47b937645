import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import type { OpenAPIV3 } from 'openapi-types'
import t from 'tap'
import { agentDocuments, maxAgentOperations } from '../../src/http/agent-openapi.ts'
import { startApp } from '../helper.ts'

const { app } = await startApp(t)
const document = (await app.inject({ url: '/openapi.json' })).json<OpenAPIV3.Document>()
const documents = agentDocuments(document)

t.test('agents get a valid document for each tag, every operation named and described, without what only HTTP has', async (t) => {
  t.same([...documents.keys()], ['sales', 'concerts', 'ask', 'car events', 'purchases'])
  const operations = [...documents.values()].flatMap(({ paths }) => Object.values(paths).flatMap((item) => Object.values(item ?? {}) as OpenAPIV3.OperationObject[]))
  t.same(operations.map(({ operationId }) => operationId), ['listSales', 'summarizeSales', 'chat', 'rankVenues', 'predictTickets', 'recommendConcerts', 'askQuestion', 'getEntity', 'listEntityEvents', 'getPurchasesReport', 'getPurchase'])
  for (const { operationId = '', description, parameters = [], responses } of operations) {
    t.match(description, /./, operationId)
    for (const parameter of parameters) t.match(parameter, { name: /./, description: /./ }, `${operationId} describes its parameters`)
    t.match(responses['200'], { description: /./, content: { 'application/json': {} } })
  }
  const names = operations[0]?.parameters?.map((parameter) => 'name' in parameter ? parameter.name : '')
  t.ok(names?.includes('department'))
  t.notOk(names?.includes('format'))
  for (const [tag, cut] of documents) t.match(await new Validator().validate({ ...structuredClone(cut) }), { valid: true }, tag)
})

t.test('the files that Terraform gives to an agent are these documents: run npm run openapi after a change', async (t) => {
  const folder = 'terraform/openapi'
  const files = Object.fromEntries(readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))]))
  t.same(files, Object.fromEntries([...documents].map(([tag, cut]) => [`${tag.replaceAll(' ', '-')}.json`, JSON.parse(JSON.stringify(cut))])))
})

t.test('more operations than an agent may have are refused', async (t) => {
  const paths = Object.fromEntries(Array.from({ length: maxAgentOperations + 1 }, (_, index) => [`/${index}`, { get: { 'x-agent': {}, responses: {} } }]))
  t.throws(() => agentDocuments({ ...document, paths }), /12 operations are marked for agents: Bedrock takes 11/)
})
