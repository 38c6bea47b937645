import type { Database, Log } from '../../postgres/database.ts'
import { createLinker, type Linker } from '../link.ts'
import { readCatalogue, readFingerprint, type Catalogue, type CatalogueOptions } from './catalogue.ts'

export interface Known {
  catalogue: Catalogue
  linker: Linker
}

/** What is known of the database's schema: read once, looked at again when a while has passed. */
export interface KnownSchema {
  current (): Promise<Known>
  /** The schema as it is now, where it has changed. */
  refreshed (): Promise<Known>
}

const freshMs = 10_000

/** Errors: the database's. A change shows within ten seconds of the question that comes after it. */
export function createKnownSchema (database: Database, options: CatalogueOptions, log: Log): KnownSchema {
  let known: { value: Promise<Known>, lookedAt: number } | null = null
  let looking: Promise<void> | null = null
  const read = async (): Promise<Known> => {
    const start = performance.now()
    const catalogue = await readCatalogue(database, options)
    const value = { catalogue, linker: createLinker(catalogue) }
    log.debug({ tables: catalogue.tables.size, ms: Math.round(performance.now() - start) }, 'schema read')
    return value
  }
  const load = () => {
    const value = read()
    known = { value, lookedAt: Date.now() }
    value.catch(() => { known = null })
    return value
  }
  const look = async () => {
    const value = known === null ? null : await known.value
    if (known !== null) known.lookedAt = Date.now()
    if (value === null || await readFingerprint(database) !== value.catalogue.fingerprint) {
      const next = await read()
      known = { value: Promise.resolve(next), lookedAt: Date.now() }
    }
  }
  return {
    current () {
      if (known === null) return load()
      if (Date.now() - known.lookedAt > freshMs && looking === null) {
        // beside the question, which is answered by what is known
        looking = look().catch((error: unknown) => log.warn({ err: error }, 'the schema could not be looked at again')).finally(() => { looking = null })
      }
      return known.value
    },
    async refreshed () {
      if (known === null) return load()
      await look()
      return known?.value ?? load()
    }
  }
}
