import { memoizeAsync } from '../../async/memoize.ts'
import { featuresOfVector } from '../tickets/features.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { loadExamples } from './embedded/history.ts'
import { fit } from './embedded/regression.ts'
import type { Predictor } from './predictor.ts'

/** A regression on the warehouse's completed concerts, fitted when it is first asked. */
export function createEmbeddedPredictor (warehouse: Warehouse): Predictor {
  // not by the caller's signal: the next one needs the model too
  const loadModel = memoizeAsync(async () => fit(await loadExamples(warehouse)))
  return {
    kind: 'embedded',
    async predict (concerts, signal) {
      const { predict, influences } = await loadModel()
      signal.throwIfAborted()
      return concerts.map((vector) => {
        const features = featuresOfVector(vector)
        return { sales: predict(features), confidence: null, influences: influences(features) }
      })
    },
    close: () => {}
  }
}
