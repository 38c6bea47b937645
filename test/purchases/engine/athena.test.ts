import t from 'tap'
import { createAthena } from '../../../src/purchases/engine/athena.ts'
import { testFolder } from '../../helper.ts'
import { startAthena } from '../../stand-ins/athena.ts'
import { useStandIns } from '../../stand-ins/aws.ts'
import { never } from '../records.ts'

const athena = await startAthena(t, { objects: new Map(), bucket: 'archive', folder: testFolder(t), pageRows: 7 })
useStandIns(t, { ATHENA: athena.url })
const settings = { workgroup: 'purchases', database: 'test-compras-datacatalog', output: 's3://out/', reuseMinutes: 1 }
const engine = createAthena({ ...settings, timeoutMs: 60_000 })
const hastyEngine = createAthena({ ...settings, timeoutMs: 300 })
t.teardown(() => {
  engine.close()
  hastyEngine.close()
})
const lastExecution = () => [...athena.executions.values()].at(-1)
const query = {
  sql: "SELECT '1' AS one FROM compras_json WHERE tenant_id IN ('acme') AND compra_id = ?",
  tenants: ['it%27s', 'b'],
  parameters: ["it's"]
}

t.test('a query names its tenants as literals, and its parameters as expressions', async (t) => {
  await engine.query(query, never)
  t.match(lastExecution()?.input, {
    QueryString: "SELECT '1' AS one FROM compras_json WHERE tenant_id IN ('it%27s', 'b') AND compra_id = ?",
    ExecutionParameters: ["'it''s'"],
    WorkGroup: 'purchases',
    QueryExecutionContext: { Database: 'test-compras-datacatalog' },
    ResultConfiguration: { OutputLocation: 's3://out/' },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 1 } }
  })
})

t.test('a query that fails, or names a tenant by anything but its segment, is an error', async (t) => {
  const wrong = { ...query, sql: "SELECT nothing FROM compras_json WHERE tenant_id IN ('acme')", parameters: [] }
  await t.rejects(engine.query(wrong, never), { code: 'upstream_error' })
  await t.rejects(engine.query({ ...query, tenants: ["x'; DROP"] }, never), { cause: /segment/ })
})

t.test('a query that takes too long is stopped, as is one that Athena stops itself', async (t) => {
  t.teardown(() => { athena.behaviour.state = () => null })
  athena.behaviour.state = () => 'RUNNING'
  await t.rejects(hastyEngine.query(query, never), { code: 'upstream_timeout' })
  t.equal(lastExecution()?.state, 'CANCELLED', 'what nobody waits for is stopped')
  athena.behaviour.state = () => 'CANCELLED'
  await t.rejects(engine.query(query, never), { code: 'upstream_timeout' })
})
