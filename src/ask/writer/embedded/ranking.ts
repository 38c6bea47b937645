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

export function rank (choice: Choice, { superlative, most, extreme, rankedBy, counted, aggregates }: Ranking): void {
  const { reading, query, main, subject } = choice
  const filler = rankedBy ?? (superlative === undefined ? undefined : fillers(choice, superlative)[0]) ?? (most === undefined ? undefined : fillers(choice, most)[0]) ?? (extreme === undefined ? undefined : fillers(choice, extreme)[0])
  const mean = aggregates.find((slot) => slot !== extreme && !choice.spent.has(slot))
  const meanFiller = mean === undefined ? undefined : fillers(choice, mean)[0]
  const descending = superlative?.descending ?? most?.descending ?? (extreme === undefined ? true : extreme.function === 'max')
  const limit = reading.marks.top[0]?.limit ?? superlative?.limit ?? smallNumber(choice) ?? 1
  const target = subject ?? (counted !== undefined && counted.mention !== filler?.mention ? undefined : undefined)
  const by = filler ?? meanFiller ?? (counted !== undefined && counted !== target ? counted : undefined)
  const kind = mean?.function ?? 'sum'

  if (target === undefined && main !== null && by !== undefined && by.sense.kind === 'column' && (superlative !== undefined || extreme !== undefined) && query.groups.length === 0 && choice.options.every(({ role }) => role !== 'subject') && main === by.sense.use.table && choice.cost < 0.6) {
    // "the lowest price of the products": a number
    query.measures.push({ kind: descending ? 'max' : 'min', use: by.sense.use })
    return
  }
  const superlatives = reading.slots.filter((slot): slot is SlotOf<'superlative'> => slot.kind === 'superlative')
  if (superlatives.length > 1) {
    const use = by?.sense.kind === 'column' ? by.sense.use : subject?.sense.kind === 'column' ? subject.sense.use : undefined
    if (use === undefined || !isNumber(use.column) || (subject !== undefined && subject.sense.kind !== 'column')) return fail([])
    query.measures.push(...superlatives.map((slot) => ({ kind: slot.descending ? 'max' as const : 'min' as const, use })))
    return
  }
  if (subject?.sense.kind === 'column' && isNumber(subject.sense.use.column) && by === undefined && superlative !== undefined) {
    query.measures.push({ kind: descending ? 'max' : 'min', use: subject.sense.use })
    return
  }
  if (main === null || subject?.sense.kind === 'money') fail([])
  else {
    if (query.groups.length > 0 || reading.timeGroups.length > 0) fail(['each'])
    const group: Group = subject === undefined ? { kind: 'entity', table: main } : subjectGroup(subject)
    const withGroup: Choice = { ...choice, query: { ...query, groups: [group] } }
    const isRow = (use: Use) => group.kind === 'entity' && reading.knowledge.graph.path(main, use.table) !== null
    if (by !== undefined && by.sense.kind === 'column' && isRow(by.sense.use) && (isNumber(by.sense.use.column) || isTime(by.sense.use.column) || isYear(by.sense.use.column, reading.knowledge.glossary))) {
      if (mean !== undefined && mean.function === 'avg') choice.cost += 0.5
      return rankRows(choice, main, by.sense.use, descending, limit)
    }
    let measure = by === undefined ? null : measureOf(withGroup, by, mean?.function ?? (by.sense.kind === 'money' ? 'sum' : superlative !== undefined || extreme !== undefined ? (descending ? 'max' : 'min') : kind))
    if (by === undefined && superlative?.concept === 'frequent') measure = group.kind === 'column' ? { kind: 'count', table: main } : countOfFollower(reading, main)
    else if (by === undefined && superlative !== undefined) {
      const implicit = bySuperlative(reading, superlative.concept, main, descending)
      if (implicit !== null) return rankRows(choice, main, implicit.use, implicit.descending, limit)
      if (superlative.concept === 'popularidad') measure = countOfFollower(reading, main)
      if (superlative.concept === 'high' || superlative.concept === 'large') measure = moneyOf(reading, withGroup.query, 'sum')
      choice.cost += 0.6
    }
    if (by === undefined && measure === null) {
      measure = (most === undefined ? null : verbMeasure(choice, main, descending, limit)) ?? soldOf(reading, reading.mentions) ?? (mean === undefined ? null : soleMean(reading, main, mean.function)) ?? (reading.moneyWords.length > 0 ? moneyOf(reading, withGroup.query, 'sum') : null) ?? countOfValues(reading, query, main) ?? (most === undefined ? null : countByVerb(reading, main, most.end))
      if (query.order !== null) return
      choice.cost += 0.5
    }
    if (measure === null || (measure.kind !== 'count' && measure.kind !== 'share' && group.kind === 'entity' && measure.use.table === group.table && group.via === undefined)) return fail([])
    query.groups.unshift(group)
    query.measures.push(measure)
    query.order = { by: 'measure', descending }
    query.limit = limit
  }
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
function verbMeasure (choice: Choice, main: Table, descending: boolean, limit: number): null {
  const text = choice.reading.sentence.text
  const concept = /\b(?:earns?|gana|ganan|paid|cobra|cobran)\b/.test(text) ? 'salario' : /\b(?:cuesta|cuestan|costs?|vale)\b/.test(text) ? 'precio' : /\b(?:pesa|weighs?)\b/.test(text) ? 'peso' : /\b(?:dura|lasts?|tarda|takes)\b/.test(text) ? 'duracion' : null
  const found = concept === null ? null : bySuperlative(choice.reading, concept, main, descending)
  if (found !== null) rankRows(choice, main, found.use, descending, limit)
  return null
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
