import type { Database } from '../../postgres/database.ts'
import type { Log } from '../../postgres/statement.ts'
import { createSchemaLinker, type SchemaLinker } from '../schema-linker.ts'
import type { Catalogue } from './catalogue.ts'
import { readCatalogue, readFingerprint, type CatalogueOptions } from './read-catalogue.ts'

export interface CachedSchema {
  catalogue: Catalogue
  linker: SchemaLinker
}

/** The database's schema: read once, looked at again when a while has passed. */
export interface SchemaCache {
  current (): Promise<CachedSchema>
  /** The schema as it is now, where it has changed. */
  refreshed (): Promise<CachedSchema>
}

const freshMs = 10_000

/** Errors: the database's. A change shows within ten seconds of the question that comes after it. */
export function createSchemaCache (database: Database, options: CatalogueOptions, log: Log): SchemaCache {
  let cached: { value: Promise<CachedSchema>, checkedAt: number } | null = null
  let checking: Promise<void> | null = null
  const read = async (): Promise<CachedSchema> => {
    const start = performance.now()
    const catalogue = await readCatalogue(database, options)
    const value = { catalogue, linker: createSchemaLinker(catalogue) }
    log.debug({ tables: catalogue.tables.size, ms: Math.round(performance.now() - start) }, 'schema read')
    return value
  }
  const load = () => {
    const value = read()
    cached = { value, checkedAt: Date.now() }
    value.catch(() => { cached = null })
    return value
  }
  const check = async () => {
    const value = cached === null ? null : await cached.value
    if (cached !== null) cached.checkedAt = Date.now()
    if (value === null || await readFingerprint(database) !== value.catalogue.fingerprint) {
      const next = await read()
      cached = { value: Promise.resolve(next), checkedAt: Date.now() }
    }
  }
  const checkBeside = () => {
    checking ??= check()
      .catch((error: unknown) => log.warn({ err: error }, 'the schema could not be looked at again'))
      .finally(() => { checking = null })
  }
  return {
    current () {
      if (cached === null) return load()
      // the question is answered by what is there; the check goes on beside it
      if (Date.now() - cached.checkedAt > freshMs) checkBeside()
      return cached.value
    },
    async refreshed () {
      if (cached === null) return load()
      await check()
      return cached?.value ?? load()
    }
  }
}
