import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createArchive } from '../../../src/purchases/archive.ts'
import { createFolderStore } from '../../../src/purchases/objects/folder.ts'
import { replay, type Checkpoint } from '../../../src/purchases/replay/replay.ts'
import { sourcesOf } from '../../../src/purchases/replay/sources.ts'
import { testFolder } from '../../helper.ts'
import { never, recordOf, settings, silent } from '../records.ts'

t.test('what was interrupted goes on where it was', async (t) => {
  const path = join(testFolder(t), 'changes.ndjson')
  const records = Array.from({ length: 1200 }, (_, n) => recordOf({ image: { compra_id: { S: `C-${n}` } } }))
  writeFileSync(path, records.map((record) => JSON.stringify(record)).join('\n'))
  const sources = await sourcesOf(path)
  const saved: Record<string, number>[] = []
  const checkpoint: Checkpoint = {
    lines: {},
    save: async (lines) => { saved.push(lines) },
    clear: async () => { saved.push({}) }
  }
  const archive = createArchive(createFolderStore(testFolder(t)), settings)
  const stop = new AbortController()
  const progress = (_bytes: number, records: number) => { if (records === 500) stop.abort(new Error('stopped')) }
  const interrupted = replay(archive, sources, { checkpoint, progress, log: silent, signal: stop.signal })
  await t.rejects(interrupted, /stopped/)
  t.same(Object.values(saved.at(-1) ?? {}), [500])
  const resumed = { ...checkpoint, lines: saved.at(-1) ?? {} }
  const options = { checkpoint: resumed, progress: () => {}, log: silent, signal: never }
  t.match(await replay(archive, sources, options), { processed: 700, duplicate: 0 })
  t.same(saved.at(-1), {}, 'done: the next run begins anew')
})
