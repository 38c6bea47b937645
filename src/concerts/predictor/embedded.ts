import { dayAfter } from '../plain.ts'
import { statementFile } from '../../postgres/statement-file.ts'
import { featureNames, featuresOf, type Features } from '../tickets/features.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { knownBefore, type PastConcert } from './history.ts'
import type { Predictor } from './predictor.ts'
import { fit, type Example, type Model } from './regression.ts'

const historyStatement = statementFile(new URL('./history.sql', import.meta.url))

/** A regression on the warehouse's completed concerts, fitted when it is first asked. */
export function createEmbeddedPredictor (warehouse: Warehouse): Predictor {
  let model: Promise<Model> | undefined
  return {
    kind: 'embedded',
    async predict (concerts, signal) {
      // not by the caller's signal: the next one needs the model too
      model ??= loadExamples(warehouse).then(fit)
      model.catch(() => { model = undefined })
      const { predict, influences } = await model
      signal.throwIfAborted()
      return concerts.map((vector) => {
        const features = Object.fromEntries(featureNames.map((name, place) => [name, vector[place] ?? NaN])) as Features
        return { sales: predict(features), confidence: null, influences: influences(features) }
      })
    },
    close: () => {}
  }
}

/** Every concert that has taken place, with what was known of it before, the oldest first. */
export async function loadExamples (warehouse: Warehouse, now = new Date()): Promise<Example[]> {
  const { signal } = new AbortController()
  const concerts = await warehouse.query<PastConcert>({ sql: historyStatement(), parameters: { today: dayAfter(now, 0) } }, signal)
  const genres = await warehouse.query<{ genre: string, popularity: number }>({
    sql: "SELECT LOWER(SPLIT_PART(genre, '|', 1)) AS genre, AVG(CAST(popularity_score AS double precision)) AS popularity FROM concert_dw.artists GROUP BY LOWER(SPLIT_PART(genre, '|', 1))",
    parameters: {}
  }, signal)
  const known = knownBefore(concerts, new Map(genres.map(({ genre, popularity }) => [genre, popularity])))
  return concerts.flatMap(({ attendance }, place) => {
    const one = known[place]
    return one === undefined ? [] : [{ features: featuresOf(one).features, sales: attendance }]
  })
}
