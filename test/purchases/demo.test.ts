import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import t from 'tap'
import { toJson } from '../../src/json/lossless.ts'
import { archiveBatch } from '../../src/purchases/archive-batch.ts'
import { createArchive } from '../../src/purchases/archive.ts'
import products from '../../src/purchases/demo-products.json' with { type: 'json' }
import { demoRecords } from '../../src/purchases/demo.ts'
import { createDuckDB } from '../../src/purchases/engine/duckdb.ts'
import { createFolderStore } from '../../src/purchases/objects/folder.ts'
import { reportOf } from '../../src/purchases/report.ts'
import { testFolder } from '../helper.ts'
import { never, settings, silent } from './records.ts'

const line = Type.Object({
  M: Type.Object({
    precio_unitario: Type.Object({ N: Type.String() }),
    cantidad: Type.Object({ N: Type.String() })
  })
})
const image = Type.Object({
  compra_id: Type.Object({ S: Type.String() }),
  productos: Type.Object({ L: Type.Array(line) })
})
const demoRecord = Type.Object({
  eventName: Type.String(),
  dynamodb: Type.Object({ NewImage: Type.Optional(image), OldImage: Type.Optional(image) })
})

t.test('the demo is the same each time, and its report is what its records come to', async (t) => {
  const records = demoRecords(500)
  t.same(records, demoRecords(500))
  const objects = createFolderStore(testFolder(t))
  const { summary } = await archiveBatch(createArchive(objects, settings), records, never, silent)
  t.match(summary, { processed: records.length, failed: 0, quarantined: 0 })
  const engine = createDuckDB(objects.tenantFolder)
  t.teardown(() => engine.close())

  const latest = new Map<string, { name: string, units: number, cents: number }>()
  for (const record of records) {
    const { eventName: name, dynamodb } = Parse(demoRecord, record)
    const { compra_id: id, productos } = Parse(image, dynamodb.NewImage ?? dynamodb.OldImage)
    const sums = { name, units: 0, cents: 0 }
    for (const { M: { precio_unitario: price, cantidad: quantity } } of productos.L) {
      sums.units += Number(quantity.N)
      sums.cents += Math.round(Number(price.N) * 100) * Number(quantity.N)
    }
    latest.set(id.S, sums)
  }
  const current = [...latest.values()].filter(({ name }) => name !== 'REMOVE')
  const question = { tenantId: null, from: null, to: null }
  t.match(JSON.parse(toJson(await reportOf({ objects, engine }, null, question, never))), {
    statistics: {
      total_purchases: current.length,
      total_units: current.reduce((sum, { units }) => sum + units, 0),
      total_amount: current.reduce((sum, { cents }) => sum + cents, 0) / 100
    }
  })
})

t.test('the products of the demo have codes of their own, in order, and prices in cents', async (t) => {
  const codes = products.map(({ code }) => code)
  t.same(codes, [...new Set(codes)].sort())
  t.same(products.filter(({ name, price }) => name === '' || !/^\d+\.\d\d$/.test(price)), [])
})
