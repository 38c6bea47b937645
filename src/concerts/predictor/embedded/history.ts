import { isoDate } from '../../iso-date.ts'
import { computeFeatures } from '../../tickets/features.ts'
import type { Warehouse } from '../../warehouse/warehouse.ts'
import { warehouseStatement } from '../../warehouse/statement.ts'
import { featuresAsOf, type PastConcert } from './features-as-of.ts'
import type { Example } from './regression.ts'

const historyStatement = warehouseStatement(new URL('./history.sql', import.meta.url))
const genreStatement = warehouseStatement(new URL('./genre-popularity.sql', import.meta.url))

/** Every concert that has taken place before `now`, with what was known of it before, the oldest first. */
export async function loadExamples (warehouse: Warehouse, now = new Date()): Promise<Example[]> {
  const { signal } = new AbortController()
  const parameters = { today: isoDate(now) }
  const concerts = await warehouse.query<PastConcert>({ sql: historyStatement(), parameters }, signal)
  const genres = await warehouse.query<{ genre: string, popularity: number }>({
    sql: genreStatement(), parameters: {}
  }, signal)
  const genrePopularity = new Map(genres.map(({ genre, popularity }) => [genre, popularity]))
  const inputs = featuresAsOf(concerts, genrePopularity)
  return concerts.flatMap(({ attendance }, place) => {
    const own = inputs[place]
    return own === undefined ? [] : [{ features: computeFeatures(own).features, sales: attendance }]
  })
}
