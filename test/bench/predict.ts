import { createEmbeddedWarehouse } from '../../src/concerts/warehouse/embedded.ts'
import { loadExamples } from '../../src/concerts/predictor/embedded.ts'
import { fit, type Example } from '../../src/concerts/predictor/regression.ts'
import { openDatabase } from '../../src/postgres/database.ts'
import { quiet, settingsOf } from '../template.ts'
import { makeBed, report } from './bed.ts'

/**
 * `npm run bench:predict`: the embedded ticket model, fitted on the first four fifths of the demo's concerts and asked
 * about the last fifth, beside what one would say without a model. Every guess knows only what came before its day.
 */
const bed = await makeBed(3997)
const { warehouse: settings } = settingsOf(bed.url)
if (settings === null) throw new Error('the bed has no settings')
const warehouse = createEmbeddedWarehouse(openDatabase(settings, quiet))
const examples = await loadExamples(warehouse)
await warehouse.close()
await bed.close()

const split = Math.floor(examples.length * 0.8)
const past = examples.slice(0, split)
const later = examples.slice(split)
const { predict } = fit(past)

/** The mean of |guess - sold| / sold. */
function percentageError (guess: (example: Example) => number): number {
  return later.reduce((sum, example) => sum + Math.abs(guess(example) - example.sales) / example.sales, 0) / later.length
}

const own = percentageError(({ features }) => predict(features))
const artist = percentageError(({ features }) => features.artist_avg_attendance)
const venue = percentageError(({ features }) => features.venue_attendance_rate * features.venue_capacity)
const percent = (value: number) => `${(value * 100).toFixed(1)}%`
process.stdout.write(`fitted on ${past.length} concerts, asked about ${later.length} later ones; mean absolute percentage error:\n`)
report([
  { name: 'the model beside the artist\'s mean', ours: percent(own), peer: percent(artist), ratio: own / artist, limit: 1, bound: 'at most' },
  { name: 'the model beside the venue\'s mean', ours: percent(own), peer: percent(venue), ratio: own / venue, limit: 1, bound: 'at most' }
])
