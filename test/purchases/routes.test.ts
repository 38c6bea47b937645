import { createHash } from 'node:crypto'
import t, { type Test } from 'tap'
import type { AthenaSettings } from '../../src/config/services.ts'
import { createAthena } from '../../src/purchases/engine/athena.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { startApp, testFolder } from '../helper.ts'
import { startAthena } from '../stand-ins/athena.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startS3 } from '../stand-ins/s3.ts'
import { recordOf } from './records.ts'
import { fill, openEmbedded, shopRecords, type OpenArchive } from './shop.ts'

const bucket = 'archive'
const s3 = await startS3(t)
const athena = await startAthena(t, { objects: s3.objects, bucket, folder: testFolder(t), pageRows: 7 })
useStandIns(t, { S3: s3.url, ATHENA: athena.url })

async function openAws (t: Test): Promise<OpenArchive> {
  const archive = createBucket({ bucket, sockets: 8 })
  await fill(archive, shopRecords)
  const settings: AthenaSettings = {
    workgroup: 'purchases', database: 'test-compras-datacatalog', output: null, timeoutMs: 20_000, reuseMinutes: 1
  }
  const archiveEngine = createAthena(settings)
  t.teardown(() => {
    archive.close()
    archiveEngine.close()
  })
  return { archive, archiveEngine }
}

/** What the archive's routes must answer, whatever they stand on. */
for (const [kind, open] of [['embedded', openEmbedded], ['athena', openAws]] as const) {
  const openApp = async (t: Test) => {
    const { app } = await startApp(t, {}, { replaced: await open(t) })
    const report = async (query: string) => {
      const { statusCode, body } = await app.inject(`/purchases/report${query}`)
      t.equal(statusCode, 200, body.slice(0, 300))
      return body
    }
    return { app, report }
  }

  t.test(`${kind}: the report counts each purchase once, in its latest state, to the last digit`, async (t) => {
    const { app, report } = await openApp(t)
    const body = await report('?tenant_id=acme')
    const exact = [
      '"total_purchases":2', '"total_amount":12345678901234567920.423456789', '"total_units":4',
      '"average_amount":6172839450617283960.211728395'
    ]
    t.ok(body.includes(`${exact.join()},`), body.slice(0, 300))
    const answer = JSON.parse(body)
    t.match(answer, {
      tenant_id: 'acme',
      from: null,
      statistics: {
        by_tenant: [{ tenant_id: 'acme', purchases: 2, units: 4 }],
        by_month: [{ month: '2024-02', purchases: 2 }],
        by_day: [{ day: '2024-02-03', purchases: 2 }],
        by_currency: [{ currency: 'EUR' }, { currency: 'USD', amount: 30.3 }],
        events_by_type: { INSERT: 3, MODIFY: 1, REMOVE: 1 },
        top_products: [
          { codigo: 'X', nombre: 'Product X', units: 3, amount: 30.3 },
          { codigo: 'Y', units: 1 }
        ],
        top_users: [{ user_id: 'u2' }, { user_id: 'u1', amount: 30.3 }]
      },
      recent_purchases: [
        { compra_id: 'A2' },
        {
          compra_id: 'A1',
          fecha: '2024-02-03T09:00:00Z',
          productos: [{ codigo: 'X', cantidad: 3 }],
          resumen: { total_precio: 30.3 },
          metadata: undefined
        }
      ],
      meta: { engine: kind, scanned_objects: 5, truncated: false }
    })
    const posted = await app.inject({ method: 'POST', url: '/purchases/report', payload: { tenant_id: 'acme' } })
    t.same(posted.json().statistics, answer.statistics)
  })

  t.test(`${kind}: the report is of the tenants and the days that are asked about`, async (t) => {
    const { report } = await openApp(t)
    const january = await report('?tenant_id=acme&from=2024-01-01&to=2024-01-31')
    t.match(JSON.parse(january), {
      statistics: {
        total_purchases: 0, total_amount: 0, average_amount: 0, events_by_type: { INSERT: 1, MODIFY: 0 }
      },
      recent_purchases: []
    }, 'its earlier state does not count in the month that it has left')
    t.match(JSON.parse(await report('')), {
      tenant_id: null,
      statistics: {
        total_purchases: 4,
        by_tenant: [{ tenant_id: 'acme' }, { tenant_id: 'tienda/ñ', units: 0.5, amount: 3.5 }, { tenant_id: 'odd' }],
        by_month: [{ month: '2024-01' }, { month: '2024-02' }]
      },
      meta: { scanned_objects: 7 }
    })
    t.match(JSON.parse(await report(`?tenant_id=${encodeURIComponent('tienda/ñ')}`)), {
      tenant_id: 'tienda/ñ', statistics: { total_amount: 3.5, top_users: [{ user_id: "o'brien" }] }
    })
    t.match(JSON.parse(await report('?tenant_id=nobody')), {
      statistics: { total_purchases: 0, by_tenant: [] }, meta: { scanned_objects: 0 }
    })
  })

  t.test(`${kind}: a purchase has its state and its history`, async (t) => {
    const { app } = await openApp(t)
    const get = async (url: string) => {
      const answer = await app.inject(url)
      return { status: answer.statusCode, body: answer.json() }
    }
    t.match(await get('/purchases/acme/A1'), {
      status: 200,
      body: {
        tenant_id: 'acme',
        compra_id: 'A1',
        state: 'current',
        purchase: { fecha: '2024-02-03T09:00:00Z' },
        history: [
          {
            event_name: 'INSERT',
            event_id: '1',
            at: '2024-01-02T12:53:20.000Z',
            purchase: { resumen: { total_precio: 20.25 } }
          },
          { event_name: 'MODIFY', event_id: '2', sequence_number: '10' }
        ]
      }
    })
    t.match(await get('/purchases/acme/A3'), { body: { state: 'removed', purchase: null, history: { length: 2 } } })
    t.match(await get(`/purchases/${encodeURIComponent('tienda/ñ')}/B1`), { status: 200 })
    t.match(await get('/purchases/acme/B1'), { status: 404, body: { error: 'not_found' } })
    t.match(await get(`/purchases/acme/${encodeURIComponent("x' OR 1=1 --")}`), { status: 404 })
  })
}

t.test('a caller who is bound to a tenant sees no other', async (t) => {
  const keyOf = (name: string, rest: object) => {
    return { name, sha256: createHash('sha256').update(`the key of ${name}`).digest('hex'), ...rest }
  }
  const keys = [
    keyOf('acme', { tenant: 'acme', scopes: ['purchases:read'] }),
    keyOf('all', {}),
    keyOf('sales', { scopes: ['sales:read'] })
  ]
  const env = { AUTH: 'api-key', API_KEYS: JSON.stringify(keys) }
  const { app } = await startApp(t, env, { replaced: await openEmbedded(t) })
  const get = async (url: string, name: string) => {
    const answer = await app.inject({ url, headers: { 'x-api-key': `the key of ${name}` } })
    return { status: answer.statusCode, body: answer.json() }
  }
  t.match(await get('/purchases/report', 'acme'), {
    status: 200, body: { tenant_id: 'acme', statistics: { total_purchases: 2 } }
  })
  t.match(await get('/purchases/report?tenant_id=odd', 'acme'), { status: 403, body: { error: 'forbidden' } })
  t.match(await get('/purchases/odd/C1', 'acme'), { status: 403 })
  t.match(await get('/purchases/acme/A1', 'acme'), { status: 200 })
  t.match(await get('/purchases/report', 'all'), { status: 200, body: { tenant_id: null } })
  t.match(await get('/purchases/report', 'sales'), { status: 403 })
})

t.test('what does not fit is named; what is not configured is said', async (t) => {
  const { app } = await startApp(t, {}, { replaced: await openEmbedded(t) })
  const faults = [
    ['?from=2024-13-01', 'query/from'],
    ['?tenant_id=', 'query/tenant_id'],
    ['?day=1', 'query/day'],
    ['?from=2024-02-01&to=2024-01-31', 'query/from']
  ] as const
  for (const [query, path] of faults) {
    const answer = await app.inject(`/purchases/report${query}`)
    t.equal(answer.statusCode, 400)
    t.match(answer.json(), { error: 'invalid_request', details: [{ path }] })
  }
  const { app: bare } = await startApp(t)
  t.match((await bare.inject('/purchases/report')).json(), { error: 'service_not_configured', status: 503 })
})

t.test('of a purchase with very many changes the latest are told', async (t) => {
  const nameOf = (n: number) => n === 0 ? 'INSERT' : 'MODIFY'
  const changes = Array.from({ length: 1005 }, (_, n) => recordOf({
    eventId: `c${n}`,
    sequence: String(n),
    at: 1_717_236_000 + n,
    eventName: n === 1004 ? 'REMOVE' : nameOf(n)
  }))
  const { app } = await startApp(t, {}, { replaced: await openEmbedded(t, changes) })
  t.match((await app.inject('/purchases/acme/C-1')).json(), {
    state: 'removed',
    purchase: null,
    truncated: true,
    history: { length: 1000, 0: { event_id: 'c5' }, 999: { event_name: 'REMOVE' } }
  })
})

t.test('numbers beyond the engine are left out, and harm no other', async (t) => {
  const prices = ['9E28', '99999999999999999999999999999', '12345678901.5', '1']
  const records = prices.map((price, n) => {
    const line = { M: { codigo: { S: `P${price}` }, precio_unitario: { N: price }, cantidad: { N: '2' } } }
    return recordOf({ image: { compra_id: { S: `N-${n}` }, productos: { L: [line] } } })
  })
  const { app } = await startApp(t, {}, { replaced: await openEmbedded(t, records) })
  t.match((await app.inject('/purchases/report')).json(), {
    statistics: {
      total_purchases: 4,
      total_amount: 24691357805,
      top_products: [
        { codigo: 'P1', amount: 2 },
        { codigo: 'P12345678901.5', amount: 24691357803 },
        { codigo: 'P99999999999999999999999999999', amount: null },
        { codigo: 'P9E28', amount: null }
      ]
    }
  })
})
