import { benchBodies } from './bodies.ts'
import { benchConcerts } from './concerts.ts'
import { benchEvents } from './events.ts'
import { benchSales } from './sales.ts'

/** `npm run bench [-- name]`: every ratio with its limit beside it, or only the benchmark of that name. */
const only = process.argv[2]
await benchBodies(only)
await benchEvents(only)
await benchSales(only)
await benchConcerts(only)
