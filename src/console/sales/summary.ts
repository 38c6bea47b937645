import { api, unwrap } from '../client/client.ts'
import { toQuery } from './filters.ts'
import type { View } from './view.ts'

const maxGroups = 40
const maxMonths = 1000

/** The groups of the view with their totals, the largest first or in the order of time, and its filters by month. */
export async function loadSummary ({ filters, by, measure }: View, signal: AbortSignal) {
  const query = toQuery(filters)
  const byGroup = { ...query, group_by: [by], order_by: `-${measure}` as const, limit: maxGroups }
  const byMonth = { ...query, group_by: ['year' as const, 'period' as const], limit: maxMonths }
  const [groups, months] = await Promise.all([
    unwrap(api.GET('/sales/summary', { params: { query: byGroup }, signal })),
    unwrap(api.GET('/sales/summary', { params: { query: byMonth }, signal }))
  ])
  if (by === 'year' || by === 'period') groups.data.sort((a, b) => Number(a[by]) - Number(b[by]))
  return { groups, months, by, measure }
}
