import type { Column, Table } from '../../catalogue/catalogue.ts'
import { stopWords } from '../../words.ts'
import { bonus, isCode, isNumber, isTime, isYear } from './columns.ts'
import { columnMatches, type Mention } from './mentions.ts'
import type { Use } from './query.ts'
import { isVague, relates } from './small-words.ts'
import type { Reading } from './reading.ts'
import type { Slot } from './slots.ts'

export type Sense =
  /** `via`: by which key of `owner` it is reached, where that was said ("their manager"). */
  | { kind: 'table', table: Table, via?: string, owner?: Table }
  | { kind: 'column', use: Use }
  | { kind: 'value', use: Use, values: string[] }
  /** What was earned, whatever the column is called; or nothing at all, in the role `idle`. */
  | { kind: 'money' }

/** What a mention is in a question: what is listed or counted, what a slot wants, a condition, or something beside. */
export type Role = 'subject' | 'fill' | 'rankBy' | 'related' | 'shown' | 'present' | 'flag' | 'filter' | 'label' | 'time' | 'per' | 'idle'

/** One way to read a mention; the higher its score, the likelier. */
export interface Option {
  mention: Mention
  sense: Sense
  role: Role
  slot: Slot | null
  score: number
}

/** How much each sign weighs: set by trying them on questions with known answers. */
export const weights = {
  sense: 2,
  value: 2.25,
  alike: 1.25,
  subject: 0.5,
  first: 0.7,
  behindPreposition: -0.7,
  fill: 1.2,
  distance: 0.3,
  related: 0.25,
  shown: 0.1,
  shownLead: 0.6,
  present: 0.5,
  flag: 0.75,
  filter: 0.7,
  label: 0.6,
  idleVerb: 1.55,
  code: -0.3
}

const most = { tables: 2, columns: 5, values: 4, options: 14 }

const preposition = /^(?:of|de|del|in|en|from|for|para|by|por|at|on|to|a|al|desde|under|within|dentro)$/
const lead = /^(?:and|y|e|with|con|their|su|sus|its|plus|mas|incluyendo|including|whose|cuyo|cuya)$/
const having = /^(?:with|con|have|has|having|tienen?|tengan?|who|that|que|having|hay|tenga|includes?|included|incluyen?|include|offers?|ofrecen?|requires?|requieren?|need|needs|needing|necesitan?|accepts?|aceptan?|allows?|permiten?)$/

export function optionsOf (reading: Reading): Option[][] {
  return reading.mentions.map((mention) => readings(reading, mention).sort((a, b) => b.score - a.score).slice(0, most.options))
}

function readings (reading: Reading, mention: Mention): Option[] {
  const found: Option[] = []
  const { slots } = reading
  const lastWord = (back = 1) => reading.sentence.words[mention.start - back]?.text ?? ''
  const before = reading.mentions.filter((other) => other.end <= mention.start)
  const isFirst = !before.some((other) => !reading.isValueOnly(other))
  const isBehindPreposition = preposition.test(lastWord()) || (preposition.test(lastWord(2)) && stopWords.has(lastWord()))
  const isLed = lead.test(lastWord()) || (lead.test(lastWord(2)) && stopWords.has(lastWord()))
  const isHad = having.test(lastWord()) || (having.test(lastWord(2)) && stopWords.has(lastWord()))
  // "which city", unless it is the name of a table
  const isAsked = /^(?:which|what|que|cual|cuales)$/.test(lastWord()) && !mention.matches.some(({ element, score }) => element.kind === 'table' && score >= 0.9)
  const ownAverage = slots.find((slot) => slot.kind === 'average' && slot.end <= mention.start && reading.distance(slot.end, mention.start) <= 4 && /\b(?:su|sus|their|its|his|her|same|misma|mismo|own|propi[oa])\b/.test(reading.sentence.words.slice(slot.end, mention.start).map(({ text }) => text).join(' ')))
  const conjoined = /^(?:and|y|e|or|o|u)$/.test(lastWord()) ? before.find(({ end }) => end === mention.start - 1) : undefined

  const add = (sense: Sense, base: number, role: Role, score: number, slot: Slot | null = null) => found.push({ mention, sense, role, slot, score: base + score })
  const fill = (sense: Sense, base: number, slot: Slot, distance: number, role: 'fill' | 'rankBy' = 'fill') => {
    if (distance <= 6) add(sense, base, role, weights.fill - weights.distance * distance, slot)
  }
  const isUnit = /^(?:unidades|unidad|units?|pieces|piezas|items|people|personas|plazas|lineas|lines)$/.test(reading.wordsOf(mention).join(' '))
  // a verb may name something, or only say how the others belong together
  if (mention.end - mention.start === 1 && relates(reading.wordsOf(mention)[0] ?? '', lastWord()) && !/^(?:quoted\d+|\d+)$/.test(reading.wordsOf(mention)[0] ?? '')) add({ kind: 'money' }, isVague(reading.wordsOf(mention)[0] ?? '') && (mention.matches[0]?.score ?? 0) >= 0.85 ? 0.4 : weights.idleVerb, 'idle', 0)
  if (isUnit) add({ kind: 'money' }, 1.2, 'idle', 0)
  /** Right behind "by", or joined to what is, or behind its table there: "by book genre". */
  const byDistance = (slot: Slot, table: Table | null) => {
    const own = behind(slot)
    const owner = table === null ? undefined : before.find((other) => other.end === mention.start && other.start >= slot.end && other.matches.some(({ element, score }) => element.kind === 'table' && score > 0.5 && element.table === table))
    if (owner !== undefined) return reading.distance(slot.end, owner.start)
    if (own <= 1.5) return own
    return conjoined === undefined ? Infinity : Math.min(own, reading.distance(slot.end, conjoined.start) + 1)
  }
  const isBy = (slot: Slot) => /^(?:by|por|per|segun|according)\b/.test(reading.sentence.words[slot.start]?.text ?? '')
  const behind = (slot: Slot) => reading.distance(slot.end, mention.start)
  const ahead = (slot: Slot) => reading.distance(mention.end, slot.start)
  const subjectScore = weights.subject + (isFirst ? weights.first : 0) + (isBehindPreposition ? weights.behindPreposition : 0)

  const tables = mention.matches.filter(({ element, score }) => element.kind === 'table' && score >= 0.5).slice(0, most.tables)
  // a key means what it points to
  const references = columnMatches(mention, 0.5).flatMap(({ element: { table, column }, score }) => reading.knowledge.graph.steps(table).filter(({ columns }) => columns.length === 1 && columns[0] === column.name).map(({ to }) => ({ table: to, via: column.name, owner: table, score: score - 0.15 })))
  const named = tables.map(({ element, score }) => ({ table: element.table, via: undefined, owner: undefined, score }))
  for (const { table, via, owner, score } of [...named, ...references.filter(({ table, score }) => !named.some((other) => other.table === table && other.score >= score)).slice(0, 2)]) {
    const sense: Sense = { kind: 'table', table, ...(via !== undefined && owner !== undefined && { via, owner }) }
    // "by total bought" is about money rather than purchases
    const isBought = mention.end - mention.start === 1 && reading.isMoney(mention) && /(?:ad|id)o$|ed$|^(?:bought|spent|paid|sold)$/.test(reading.wordsOf(mention)[0] ?? '')
    const base = weights.sense * score - (isBought ? 0.6 : 0)
    // "material categories": in English what a thing has stands behind it
    const isModifier = reading.language === 'en' && reading.mentions.some((other) => other.start === mention.end && !reading.isTable(other) && columnMatches(other, 0.6).some(({ element }) => element.table === table && element.column.category !== 'B'))
    add(sense, base, 'subject', subjectScore - (isModifier ? 0.9 : 0))
    add(sense, base, 'related', weights.related + (isBehindPreposition || isHad ? 0.2 : 0))
    if (isLed) add(sense, base, 'shown', weights.shown + weights.shownLead)
    if (ownAverage !== undefined) add(sense, base, 'per', 1.5, ownAverage)
    for (const slot of slots) {
      switch (slot.kind) {
        case 'count': fill(sense, base, slot, behind(slot)); break
        case 'aggregate': if (slot.function === 'sum' || slot.function === 'avg') fill(sense, base - 0.4, slot, behind(slot)); break
        case 'most': fill(sense, base, slot, behind(slot)); break
        case 'comparison': fill(sense, base, slot, behind(slot) + (behind(slot) > 1 ? 2 : 0)); break
        case 'negation': fill(sense, base, slot, behind(slot)); break
        case 'group':
          fill(sense, base, slot, byDistance(slot, null))
          if (reading.isRanked && isBy(slot)) fill(sense, base - 0.1, slot, behind(slot), 'rankBy')
          break
        default:
      }
    }
  }

  const columns = columnMatches(mention, 0.35).filter(({ score }) => score >= (columnMatches(mention)[0]?.score ?? 0) - 0.5).filter(({ element: { table, column }, score }) => (score >= 0.8 || !mention.values.some((ref) => ref.column === column)) && !reading.knowledge.graph.steps(table).some(({ columns }) => columns.length === 1 && columns[0] === column.name)).slice(0, most.columns)
  for (const { element: { table, column }, score } of columns) {
    const via = reading.step(table, column, mention)?.via
    const sense: Sense = { kind: 'column', use: { table, column, ...(via !== undefined && { via }) } }
    const base = weights.sense * (score + bonus(column)) + (isCode(column) ? weights.code : 0) - (score < 0.45 ? 0.6 : 0)
    const quantity = isNumber(column)
    const time = isTime(column) || isYear(column, reading.knowledge.glossary)
    const isVerb = mention.end - mention.start === 1 && relates(reading.wordsOf(mention)[0] ?? '') && score < 0.8
    if (ownAverage !== undefined && (column.category === 'S' || column.category === 'E')) add(sense, base, 'per', 1.5, ownAverage)
    if (column.category === 'B') add(sense, base, 'flag', weights.flag + (isHad ? 0.2 : isVerb ? -1.5 : 0))
    else {
      if (!time || reading.asksWhen) add(sense, base, 'subject', subjectScore - (isAsked ? -0.6 : 0.15) - (isLed ? 0.8 : 0))
      const follows = before.some((other) => other.end === mention.start && !reading.isTable(other) && !reading.isValueOnly(other))
      const isDone = mention.end - mention.start === 1 && relates(reading.wordsOf(mention)[0] ?? '', lastWord())
      add(sense, base, 'shown', weights.shown - (isDone ? 1.2 : 0) + (isLed || isFirst || follows ? weights.shownLead : -0.8) + (conjoined !== undefined ? 0.2 : 0))
      if (!column.notNull && isHad) add(sense, base, 'present', weights.present)
      if (reading.mentions.some((other) => other !== mention && (other.start === mention.end || other.end === mention.start || reading.distance(mention.end, other.start) <= 1) && other.values.some((ref) => ref.column === column && ref.table === table))) add(sense, base, 'label', weights.label + 0.5)
    }
    if (time && reading.timeGroups.length > 0) add(sense, base, 'time', weights.fill - 0.2)
    for (const slot of slots) {
      switch (slot.kind) {
        case 'count': if (!time) fill(sense, base, slot, behind(slot)); break
        case 'aggregate': if (quantity || (time && slot.function !== 'sum' && slot.function !== 'avg')) fill(sense, base, slot, Math.min(behind(slot), ahead(slot))); break
        case 'superlative': if (quantity || time) fill(sense, base, slot, Math.min(behind(slot), ahead(slot))); break
        case 'most': if (quantity) fill(sense, base, slot, Math.min(behind(slot), ahead(slot) + 1)); break
        case 'comparison': if (quantity || isBirth(column)) fill(sense, base, slot, Math.min(behind(slot) + 0.3, ahead(slot))); break
        case 'negation': if (column.category === 'B' || !column.notNull || quantity) fill(sense, base, slot, behind(slot)); break
        case 'group':
          if (time && reading.timeGroups.length > 0) break
          if (/^(?:numeric|real|double)/.test(column.type) && !isYear(column, reading.knowledge.glossary) && !reading.isRanked) break
          if (column.category !== 'B' || behind(slot) <= 0.5) fill(sense, base, slot, byDistance(slot, column.category === 'B' ? null : table))
          if (reading.isRanked && quantity && isBy(slot)) fill(sense, base + 0.1, slot, behind(slot), 'rankBy')
          break
        case 'order': fill(sense, base, slot, behind(slot)); break
        case 'period': if (time) fill(sense, base, slot, Math.min(ahead(slot), behind(slot) + 1)); break
        case 'like': if (column.category === 'S') fill(sense, base, slot, Math.min(ahead(slot), behind(slot) + 1)); break
        case 'average': if (quantity) fill(sense, base, slot, Math.min(behind(slot), ahead(slot))); break
      }
    }
  }

  const columnsOfValues = [...new Set(mention.values.map(({ column }) => column))].slice(0, most.values)
  for (const column of columnsOfValues) {
    const refs = mention.values.filter((ref) => ref.column === column)
    const [first] = refs
    if (first === undefined) continue
    const sense: Sense = { kind: 'value', use: { table: first.table, column: first.column }, values: [...new Set(refs.map(({ value }) => value))] }
    const base = (mention.isExact ? weights.value + 0.1 * (mention.end - mention.start - 1) : weights.alike) + bonus(first.column)
    add(sense, base, 'filter', weights.filter)
    for (const slot of slots) if (slot.kind === 'negation') fill(sense, base, slot, Math.min(behind(slot), conjoined === undefined ? Infinity : reading.distance(slot.end, conjoined.start) + 1))
  }

  if (reading.isMoney(mention)) {
    const sense: Sense = { kind: 'money' }
    const base = weights.sense * (mention.matches.length === 0 ? 1 : 0.9)
    const isVerb = mention.matches.length === 0 && !/^(?:revenue|revenues|income|earnings|sales|ingresos?|ganancias?|facturacion|recaudacion|ventas?|dinero|money|amount|monto|importe|spending|turnover|proceeds)$/.test(reading.wordsOf(mention).join(' '))
    // "paid invoices"
    const isAdjective = isVerb && mention.values.length > 0 && reading.mentions.some((other) => other.start === mention.end && reading.isTable(other))
    if (isVerb) add(sense, mention.values.length + mention.matches.length > 0 ? 0.8 : base, 'idle', 0.6)
    else add(sense, base, 'subject', subjectScore + 0.1)
    for (const slot of slots) {
      if (slot.kind === 'aggregate' && (slot.function === 'sum' || slot.function === 'avg')) fill(sense, base - (isAdjective ? 0.8 : 0), slot, Math.min(behind(slot), ahead(slot)))
      else if (slot.kind === 'most') fill(sense, base, slot, Math.min(behind(slot), ahead(slot) + 0.5))
      else if (slot.kind === 'comparison') fill(sense, base, slot, Math.min(behind(slot), ahead(slot)))
      else if (slot.kind === 'group' && reading.isRanked && isBy(slot)) fill(sense, base, slot, behind(slot), 'rankBy')
      else if (slot.kind === 'superlative' || slot.kind === 'aggregate') fill(sense, base, slot, Math.min(behind(slot), ahead(slot)))
      else if (slot.kind === 'negation') fill(sense, base, slot, behind(slot))
    }
  }
  return found
}

export function isBirth (column: Column): boolean {
  return isTime(column) && /birth|nacimiento|fecha_?nac|dob/i.test(column.name)
}
