import type { Table } from '../../catalogue/catalogue.ts'
import { identifierWords } from '../../words.ts'
import { fillers, soleFollower, subjectGroup, type Choice } from './choice.ts'
import { isNumber, isTime, isYear } from './columns.ts'
import { shareKey } from './glossary.ts'
import { bySuperlative, countOfValues, moneyOf, soldOf } from './measures.ts'
import { fail } from './not-understood.ts'
import { measureOf, soleMean } from './numbers.ts'
import type { Option } from './options.ts'
import type { Group, Measure, Use } from './query.ts'
import type { Reading } from './reading.ts'
import { addShown, show } from './rows.ts'
import type { SlotOf } from './slots.ts'

export interface Ranking {
  superlative: SlotOf<'superlative'> | undefined
  most: SlotOf<'most'> | undefined
  extreme: SlotOf<'aggregate'> | undefined
  rankedBy: Option | undefined
  counted: Option | undefined
  aggregates: SlotOf<'aggregate'>[]
}

/** What is ranked by what: rows by a column of theirs, or groups by what their rows come to. */
export function rank (choice: Choice, ranking: Ranking): void {
  const { reading, query, main, subject } = choice
  const { superlative, most, extreme, rankedBy, counted, aggregates } = ranking
  const mean = aggregates.find((slot) => slot !== extreme && !choice.spent.has(slot))
  const by = rankedBy ?? [superlative, most, extreme, mean].flatMap((slot) => slot === undefined ? [] : fillers(choice, slot))[0] ?? counted
  const descending = superlative?.descending ?? most?.descending ?? (extreme === undefined || extreme.function === 'max')
  const limit = reading.marks.top[0]?.limit ?? superlative?.limit ?? smallNumber(choice) ?? 1

  const numbers = numbersAsked(choice, ranking, by, descending)
  if (numbers.length > 0) {
    query.measures.push(...numbers)
    return
  }
  if (main === null || subject?.sense.kind === 'money') return fail([])
  if (query.groups.length > 0 || reading.timeGroups.length > 0) return fail(['each'])
  const group: Group = subject === undefined ? { kind: 'entity', table: main } : subjectGroup(subject)
  const row = rowMeasure(choice, main, group, by, ranking, descending)
  if (row !== null) {
    if (mean?.function === 'avg') choice.cost += 0.5
    return rankRows(choice, main, row.use, row.descending, limit)
  }
  const measure = groupMeasure({ ...choice, query: { ...query, groups: [group] } }, main, group, by, ranking, mean, descending)
  if (by === undefined) choice.cost += superlative === undefined || superlative.concept === 'frequent' ? (measure.isGuess ? 0.5 : 0) : 0.6
  query.groups.unshift(group)
  query.measures.push(measure.measure)
  query.order = { by: 'measure', descending }
  query.limit = limit
}

/** "The lowest price of the products", "smallest and largest salary": numbers rather than rows. */
function numbersAsked ({ reading, query, main, subject, cost }: Choice, { superlative, extreme }: Ranking, by: Option | undefined, descending: boolean): Measure[] {
  const superlatives = reading.slots.filter((slot): slot is SlotOf<'superlative'> => slot.kind === 'superlative')
  const kindOf = (isMost: boolean) => isMost ? 'max' as const : 'min' as const
  const own = by?.sense.kind === 'column' ? by.sense.use : undefined
  const named = subject?.sense.kind === 'column' && isNumber(subject.sense.use.column) ? subject.sense.use : undefined
  if (subject === undefined && main !== null && own !== undefined && own.table === main && (superlative !== undefined || extreme !== undefined) && superlatives.length < 2 && query.groups.length === 0 && cost < 0.6) return [{ kind: kindOf(descending), use: own }]
  if (superlatives.length > 1) {
    const use = own ?? named
    if (use === undefined || !isNumber(use.column) || (subject !== undefined && subject.sense.kind !== 'column')) return fail([])
    return superlatives.map((slot) => ({ kind: kindOf(slot.descending), use }))
  }
  return named !== undefined && by === undefined && superlative !== undefined ? [{ kind: kindOf(descending), use: named }] : []
}

/** A column that each row has one value of: its own, or of what it points to. */
function rowMeasure ({ reading }: Choice, main: Table, group: Group, by: Option | undefined, { superlative, most }: Ranking, descending: boolean): { use: Use, descending: boolean } | null {
  if (by === undefined) {
    if (superlative !== undefined) return superlative.concept === 'frequent' ? null : bySuperlative(reading, superlative.concept, main, descending)
    return most === undefined ? null : byVerb(reading, main, descending)
  }
  if (by.sense.kind !== 'column' || group.kind !== 'entity') return null
  const { use } = by.sense
  const isRanked = isNumber(use.column) || isTime(use.column) || isYear(use.column, reading.knowledge.glossary)
  return isRanked && reading.knowledge.graph.path(main, use.table) !== null ? { use, descending } : null
}

/** What the rows of a group come to; a guess where nothing says by what. Throws NotUnderstood. */
function groupMeasure (choice: Choice, main: Table, group: Group, by: Option | undefined, { superlative, most, extreme }: Ranking, mean: SlotOf<'aggregate'> | undefined, descending: boolean): { measure: Measure, isGuess: boolean } {
  const { reading, query } = choice
  const ends = superlative !== undefined || extreme !== undefined ? (descending ? 'max' : 'min') : 'sum'
  let measure = by === undefined ? null : measureOf(choice, by, mean?.function ?? (by.sense.kind === 'money' ? 'sum' : ends))
  let isGuess = false
  if (by === undefined && superlative?.concept === 'frequent') measure = group.kind === 'column' ? { kind: 'count', table: main } : countOfFollower(reading, main)
  if (by === undefined && superlative?.concept === 'popularidad') measure = countOfFollower(reading, main)
  if (by === undefined && (superlative?.concept === 'high' || superlative?.concept === 'large')) measure = moneyOf(reading, query, 'sum')
  if (by === undefined && measure === null) {
    isGuess = true
    measure = soldOf(reading, reading.mentions) ?? (mean === undefined ? null : soleMean(reading, main, mean.function)) ?? (reading.moneyWords.length > 0 ? moneyOf(reading, query, 'sum') : null) ??
      countOfValues(reading, query, main) ?? (most === undefined ? null : countByVerb(reading, main, most.end))
  }
  const isOwn = measure !== null && measure.kind !== 'count' && measure.kind !== 'share' && group.kind === 'entity' && measure.use.table === group.table && group.via === undefined
  return measure === null || isOwn ? fail([]) : { measure, isGuess }
}

/** How often a row is used, where just one table points to it. */
function countOfFollower (reading: Reading, main: Table): Measure | null {
  const table = soleFollower(reading, main)
  return table === null ? null : { kind: 'count', table }
}

/** "Most played": how many rows of the table that the verb names belong to it, else of the only one that points to it. */
function countByVerb (reading: Reading, main: Table, place: number): Measure | null {
  const said = reading.sentence.keys.slice(place, place + 3)
  const named = reading.knowledge.graph.pointingTo(main).map(({ from }) => from).find((from) => identifierWords(from.name).some((word) => said.some((keys) => shareKey(keys, reading.knowledge.glossary.keysOf(word)))))
  return named === undefined ? countOfFollower(reading, main) : { kind: 'count', table: named }
}

/** "Who earns most": the verb says by which of its own columns. */
function byVerb (reading: Reading, main: Table, descending: boolean): { use: Use, descending: boolean } | null {
  const verbs: [RegExp, string][] = [[/\b(?:earns?|gana|ganan|paid|cobra|cobran)\b/, 'salario'], [/\b(?:cuesta|cuestan|costs?|vale)\b/, 'precio'], [/\b(?:pesa|weighs?)\b/, 'peso'], [/\b(?:dura|lasts?|tarda|takes)\b/, 'duracion']]
  const concept = verbs.find(([pattern]) => pattern.test(reading.sentence.text))?.[1]
  return concept === undefined ? null : bySuperlative(reading, concept, main, descending)
}

function rankRows (choice: Choice, main: Table, use: Use, descending: boolean, limit: number): void {
  const { query } = choice
  query.entity = main
  if (choice.subject?.sense.kind === 'column') query.columns.push(choice.subject.sense.use)
  else show(choice, main)
  query.columns.push(use)
  query.order = { by: use, descending }
  query.limit = limit
  addShown(choice)
}

/** A small number in front of what is ranked: "los 5 pacientes". */
function smallNumber ({ reading: { sentence }, numbers }: Choice): number | null {
  const place = sentence.words.findIndex(({ text }, at) => /^\d{1,3}$/.test(text) && !sentence.isTaken(at) && !numbers.has(at))
  if (place === -1) return null
  numbers.add(place)
  return Number(sentence.words[place]?.text)
}
