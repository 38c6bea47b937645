import { loadExamples } from '../../src/concerts/predictor/embedded/history.ts'
import { fit, type Example } from '../../src/concerts/predictor/embedded/regression.ts'
import { openWarehouse } from '../concerts/harness.ts'
import { startHarness, report } from './harness.ts'

/**
 * `npm run bench:predict`: the embedded ticket model, fitted on the first four fifths of the demo's concerts and asked
 * about the last fifth, beside what one would say without a model. Every guess knows only what came before its day.
 */
const harness = await startHarness(3997)
const warehouse = openWarehouse(harness.url)
const examples = await loadExamples(warehouse)
await warehouse.close()
await harness.close()

const split = Math.floor(examples.length * 0.8)
const past = examples.slice(0, split)
const later = examples.slice(split)
const { predict } = fit(past)

/** The mean of |guess - sold| / sold. */
function percentageError (guess: (example: Example) => number): number {
  const errors = later.map((example) => Math.abs(guess(example) - example.sales) / example.sales)
  return errors.reduce((sum, error) => sum + error, 0) / errors.length
}

const own = percentageError(({ features }) => predict(features))
const artist = percentageError(({ features }) => features.artist_avg_attendance)
const venue = percentageError(({ features }) => features.venue_attendance_rate * features.venue_capacity)
const percent = (value: number) => `${(value * 100).toFixed(1)}%`
process.stdout.write(
  `fitted on ${past.length} concerts, asked about ${later.length} later ones; mean absolute percentage error:\n`
)
const peers: [whose: string, error: number][] = [['artist', artist], ['venue', venue]]
report(peers.map(([whose, peer]) => ({
  name: `the model beside the ${whose}'s mean`,
  ours: percent(own),
  peer: percent(peer),
  ratio: own / peer,
  limit: 1,
  bound: 'at most'
})))
