import type { Test } from 'tap'
import { createFolderStore } from '../../src/purchases/objects/folder.ts'
import type { ObjectStore } from '../../src/purchases/objects/objects.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { testFolder } from '../helper.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startS3 } from '../stand-ins/s3.ts'

/** Both adapters of the archive's store, each with a way to open an empty one that closes with the test. */
export async function startStores (t: Test): Promise<[kind: string, open: (t: Test) => ObjectStore][]> {
  const s3 = await startS3(t)
  useStandIns(t, { S3: s3.url })
  let buckets = 0
  const openings: [string, (t: Test) => ObjectStore][] = [
    ['folder', (t) => createFolderStore(testFolder(t))],
    ['s3', () => createBucket({ bucket: `bucket-${++buckets}`, sockets: 16 })]
  ]
  return openings.map(([kind, open]) => [kind, (t) => {
    const store = open(t)
    t.teardown(() => store.close())
    return store
  }])
}
