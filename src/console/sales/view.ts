import { dimensions, isFilterField, measures, toPairs, type Dimension, type Filters, type Measure } from './filters.ts'

/** What of the sales is looked at: which, in which groups, by which of their sums. */
export interface View {
  filters: Filters
  by: Dimension
  measure: Measure
}

const defaults = { by: 'department', measure: 'lempiras_sold' } as const

/** A view as it stands in the address. */
export function formatView ({ filters, by, measure }: View): string {
  const query = new URLSearchParams(toPairs(filters))
  if (by !== defaults.by) query.set('by', by)
  if (measure !== defaults.measure) query.set('measure', measure)
  return query.toString()
}

/** The view that an address asks for; what it says of nothing known here is left out. */
export function parseView (text: string): View {
  const query = new URLSearchParams(text)
  const [from, to] = [query.get('from'), query.get('to')]
  return {
    filters: {
      ...(from !== null && { from }),
      ...(to !== null && { to }),
      picked: [...query].flatMap(([field, value]) => isFilterField(field) ? [{ field, value }] : [])
    },
    by: dimensions.find((name) => name === query.get('by')) ?? defaults.by,
    measure: measures.find((name) => name === query.get('measure')) ?? defaults.measure
  }
}
