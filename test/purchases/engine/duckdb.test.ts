import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { toJson } from '../../../src/json/lossless.ts'
import { createDuckDB } from '../../../src/purchases/engine/duckdb.ts'
import { createFolderStore } from '../../../src/purchases/objects/folder.ts'
import { reportOf } from '../../../src/purchases/report.ts'
import { testFolder } from '../../helper.ts'
import { never, recordOf } from '../records.ts'
import { fill } from '../shop.ts'

t.test('a first report that nobody waits for leaves nothing half read; stray files are passed over', async (t) => {
  const folder = testFolder(t)
  const objects = createFolderStore(folder)
  await fill(objects, Array.from({ length: 4000 }, (_, n) => recordOf({ image: { compra_id: { S: `M-${n}` } } })))
  writeFileSync(join(folder, 'compras', '.DS_Store'), 'x')
  writeFileSync(join(folder, 'compras/acme/2024/06/01/half.json'), '')
  writeFileSync(join(folder, 'compras/acme/notes.json'), '{}')
  writeFileSync(join(folder, 'compras/acme/2023'), 'no folder')
  const engine = createDuckDB(objects.tenantFolder)
  t.teardown(() => engine.close())
  const report = (signal: AbortSignal) => {
    return reportOf({ objects, engine }, null, { tenantId: null, from: null, to: null }, signal)
  }
  for (const ms of [1, 40, 80, 120]) await report(AbortSignal.timeout(ms)).catch(() => {}) // cut off on purpose
  t.match(JSON.parse(toJson(await report(never))), {
    statistics: { total_purchases: 4000 }, meta: { scanned_objects: 4000 }
  })
})
