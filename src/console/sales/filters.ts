import type { operations } from '../client/openapi.d.ts'

type SummaryQuery = operations['summarizeSales']['parameters']['query']
export type Summary = operations['summarizeSales']['responses']['200']['content']['application/json']
export type Group = Summary['data'][number]

export const dimensions = [
  'department',
  'municipality',
  'agency',
  'seller',
  'client_type',
  'grouping',
  'item',
  'company',
  'year',
  'period'
] as const
export type Dimension = typeof dimensions[number]
export const filterFields = [...dimensions, 'client', 'route'] as const
export type FilterField = typeof filterFields[number]

export const measures = [
  'lempiras_sold',
  'quintals_sold',
  'units_sold',
  'lines',
  'clients',
  'lempiras_returned'
] as const
export type Measure = typeof measures[number]

/** What is looked at: several values of one field mean any of them. */
export interface Filters {
  from?: string
  to?: string
  picked: { field: FilterField, value: string }[]
}

/** The filters as the API takes them, each field with its values. */
export function toQuery ({ from, to, picked }: Filters): Omit<SummaryQuery, 'group_by'> {
  const values: Record<string, string[]> = {}
  for (const { field, value } of picked) values[field] = [...(values[field] ?? []), value]
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...values }
}

/** The same as the pairs of an address. */
export function toPairs (filters: Filters): [name: string, value: string][] {
  const pairs: [string, string][] = []
  for (const [name, value] of Object.entries(toQuery(filters))) {
    for (const one of [value].flat()) pairs.push([name, String(one)])
  }
  return pairs
}

export function isFilterField (name: string): name is FilterField {
  return filterFields.some((field) => field === name)
}

export function measureValue (group: Partial<Record<string, unknown>>, measure: Measure): number {
  return Number(group[measure] ?? 0)
}
