import type { Choice } from './choice.ts'
import { tableOf } from './query.ts'

/** Tables that are named beside what is asked: what they must be related to, where nothing else says so. */
export function addRelations (choice: Choice): void {
  const { reading, query } = choice
  const { graph } = reading.knowledge
  const [measure] = query.measures
  const base = measure === undefined ? query.entity ?? query.having?.measure : tableOf(measure)
  const main = base === undefined || base === null ? choice.main : 'columns' in base ? base : choice.main
  for (const { role, sense, mention } of choice.options) {
    if (role !== 'related' || sense.kind !== 'table') continue
    const { table } = sense
    if (main === null || table === main) continue
    // what is counted for each group goes by way of it
    const isBetween = query.measures.concat(query.having === null ? [] : [query.having.measure]).some((one) => one.kind === 'count' && graph.path(table, one.table) !== null) && query.groups.some((group) => group.kind === 'entity' && graph.path(table, group.table) !== null)
    if (isBetween) continue
    const isThere = query.conditions.some((condition) => condition.kind === 'related' ? condition.table === table : condition.use.table === table) || query.groups.some((group) => group.kind === 'entity' ? group.table === table : group.use.table === table)
    if (isThere || graph.path(main, table) !== null) continue
    if (query.measures.some((one) => tableOf(one) === table)) continue
    // "not enrolled in any course": what stands behind what is denied belongs to it
    const isDenied = choice.options.some((option) => option.role === 'fill' && option.slot?.kind === 'negation' && option.sense.kind === 'table' && option.mention.start < mention.start && graph.path(option.sense.table, table) !== null)
    if (isDenied) continue
    query.conditions.push({ kind: 'related', table, negated: false, conditions: [] })
    choice.cost += graph.path(table, main)?.length === 1 ? 0.1 : 0.6
  }
}

/** Tables that are far from what is asked, or that nothing names, are less likely meant. */
export function distanceCost ({ query, reading, options, main }: Choice): number {
  const { graph } = reading.knowledge
  const named = new Set(options.flatMap(({ sense }) => sense.kind === 'table' ? [sense.table] : []))
  const uses = [...query.columns, ...query.measures.flatMap((measure) => measure.kind === 'count' || measure.kind === 'share' ? [] : [measure.use]), ...query.groups.flatMap((group) => group.kind === 'entity' ? [] : [group.use]), ...query.conditions.flatMap((condition) => condition.kind !== 'related' ? [condition.use] : condition.conditions.flatMap((inner) => inner.kind === 'related' ? [] : [inner.use]))]
  const [measure] = query.measures
  const base = main ?? query.entity ?? (measure === undefined ? null : tableOf(measure))
  let cost = 0
  for (const table of new Set([...uses.map((use) => use.table), ...query.groups.flatMap((group) => group.kind === 'entity' ? [group.table] : []), ...(measure !== undefined && measure.kind === 'count' ? [measure.table] : [])])) {
    if (base === null || table === base) continue
    const lengths = [graph.path(base, table)?.length, graph.path(table, base)?.length].filter((length) => length !== undefined)
    cost += lengths.length === 0 ? 0.8 : 0.15 * Math.min(...lengths)
    if (!named.has(table)) cost += 0.25
  }
  return cost
}
