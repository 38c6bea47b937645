import type { Language } from '../../../language/words.ts'
import { count, aggregate, isExtremeMean, extremeMean } from './aggregates.ts'
import { addComparisons, addEqualities, addAverages, addLikes } from './comparisons.ts'
import { addValues, addNegations } from './conditions.ts'
import { isNumber, has } from './columns.ts'
import { list, addOrder } from './lists.ts'
import { measureOf } from './measures.ts'
import { bestTable, type Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Query } from './query.ts'
import { most, topBy, superlative } from './rankings.ts'
import { Reading, type Knowledge } from './reading.ts'
import type { Sentence } from './sentence.ts'
import { addPeriods, timeGroup } from './times.ts'

/** Reads a question as a query. Throws NotUnderstood rather than guess. */
export function understand (sentence: Sentence, knowledge: Knowledge, language: Language, now: Date): Query {
  return read(new Reading(sentence, knowledge, language, now))
}

function read (reading: Reading): Query {
  const query: Query = { entity: null, columns: [], distinct: false, measures: [], groups: [], conditions: [], having: null, order: null, limit: null }
  const used = new Set<Mention>()
  const marks = reading.marks
  const isRanked = marks.top.length > 0 || marks.most.length > 0 || marks.superlative.length > 0

  // what is compared with the average, sorted, grouped, or denied says so right behind its mark
  const groupMentions = marks.group.flatMap((mark) => {
    const isOrder = [...marks.order, ...marks.direction].some(({ end }) => end === mark.start)
    const mention = reading.behind(mark.end, used)
    if (isOrder && mention !== undefined) {
      used.add(mention)
      reading.orderedBy = mention
      return []
    }
    if (mention !== undefined && reading.isValueOnly(mention) && /^(?:per|each|cada|every)$/.test(reading.sentence.words[mark.end - 1]?.text ?? '')) throw new NotUnderstood(reading.wordsOf(mention))
    if (mention === undefined || reading.isValueOnly(mention)) return []
    // "for a defective product": why rather than by what
    if (reading.mentions.some((next) => next.start === mention.end && reading.isValueOnly(next)) && !isRanked) {
      used.add(mention)
      return []
    }
    used.add(mention)
    const owner = reading.isTable(mention) ? bestTable(mention)?.element.table : undefined
    const part = reading.mentions.find((next) => next.start === mention.end && !used.has(next) && !reading.isTable(next) && !reading.isValueOnly(next) && owner !== undefined && reading.column(next, owner, ({ category }) => category !== 'B')?.table === owner)
    if (part !== undefined) {
      used.add(part)
      return [{ mark, mention: part, others: reading.joinedBy(part, used) }]
    }
    return [{ mark, mention, others: reading.joinedBy(mention, used) }]
  })
  // "by year and branch"
  for (const { end } of reading.timeGroups) {
    const next = /^(?:y|and|e)$/.test(reading.sentence.words[end]?.text ?? '') ? reading.mentions.find(({ start }) => start === end + 1) : undefined
    if (next === undefined || used.has(next) || reading.isValueOnly(next)) continue
    used.add(next)
    groupMentions.push({ mark: { start: end, end: end + 1, groups: {} }, mention: next, others: [] })
  }
  const orderMentions = marks.order.map((mark) => {
    const mention = reading.behind(mark.end, used)
    if (mention !== undefined) used.add(mention)
    return { mark, mention }
  })
  const negations = [...marks.never, ...marks.negation].map((mark) => ({ mark, mention: reading.behind(mark.end, used, 3) }))
  const denied = new Set(negations.flatMap(({ mention }) => mention === undefined ? [] : [mention]))

  // the target: what is listed, counted or ranked
  const free = () => reading.mentions.filter((mention) => !used.has(mention))
  const target = reading.target(free().filter((mention) => !denied.has(mention)))
  const main = target === undefined ? null : reading.tableOf(target)

  // conditions
  addComparisons(reading, query, used, main, target)
  if (!isRanked) addEqualities(reading, query, used, main)
  addValues(reading, query, used, denied, main)
  addNegations(reading, query, negations, used, main)
  for (const mark of marks.soldOut) {
    const column = main?.columns.find((one) => isNumber(one) && has(one, reading.knowledge.glossary, ['inventario']))
    if (main === null || column === undefined) throw new NotUnderstood(reading.sentence.words.slice(mark.start, mark.end).map(({ text }) => text))
    query.conditions.push({ kind: 'compare', use: { table: main, column }, operator: '=', value: 0 })
  }
  addAverages(reading, query, used, main)
  addLikes(reading, query, used, main)

  // measures
  const byMeasure = isRanked && groupMentions.length > 0 ? groupMentions.pop() : undefined
  for (const { mention, others } of groupMentions) for (const one of [mention, ...others]) query.groups.push(reading.groupOf(one, main))
  const ranked = target === undefined || !isRanked ? query : { ...query, groups: [...query.groups, reading.groupOf(target, null)] }
  const rankMeasure = byMeasure === undefined ? null : measureOf(reading, byMeasure.mention, used, ranked, 'sum')
  const trailing = marks.count.some(({ start }) => target !== undefined && start > target.start && reading.mentions.some((mention) => mention.start > start && !reading.isValueOnly(mention) && !used.has(mention)))
  if (marks.count.length > 0 && marks.aggregate.some(({ kind }) => kind === 'avg')) throw new NotUnderstood(['average'])
  if (query.having !== null && marks.count.some(({ start }) => target !== undefined && start <= target.start)) throw new NotUnderstood(['having'])
  if (trailing && !isRanked && query.having === null) throw new NotUnderstood(['number'])
  const isCounted = marks.count.some(({ start }) => target === undefined || start <= target.start || !isRanked)
  if (isCounted && target !== undefined && query.having === null && (marks.top.length === 0 || (marks.count[0]?.start ?? 0) === 0)) count(reading, query, target, main, used)
  else if (marks.superlative.length > 0 && !isExtremeMean(reading)) superlative(reading, query, target, main, used, rankMeasure)
  else if (marks.most.length > 0 && !isExtremeMean(reading)) most(reading, query, target, main, used, rankMeasure)
  else if (marks.top.length > 0) topBy(reading, query, target, main, used, rankMeasure)
  else if (query.having !== null && query.groups.length + reading.timeGroups.length === 0 && target !== undefined) list(reading, query, target, main, used)
  else if (isExtremeMean(reading) && target !== undefined) extremeMean(reading, query, target, main, used)
  else if (marks.aggregate.length > 0) aggregate(reading, query, target, main, used)
  else list(reading, query, target, main, used)

  const [firstMeasure] = query.measures
  // "fines by" the very thing that is counted is no group: "total for fines"
  const measured = firstMeasure === undefined ? null : firstMeasure.kind === 'count' ? firstMeasure.table : firstMeasure.use.table
  if (firstMeasure !== undefined && firstMeasure.kind !== 'count') query.groups = query.groups.filter((group) => group.kind !== 'column' || group.use.column !== firstMeasure.use.column)
  query.groups = query.groups.filter((group, place) => !(group.kind === 'entity' && group.table === measured && (place > 0 || !isRanked)))
  if (reading.ownHaving && query.having !== null && firstMeasure !== undefined) query.having.measure = firstMeasure
  for (const unit of new Set(reading.timeGroups.map((group) => group.unit))) query.groups.push(timeGroup(reading, unit, main, query))
  addPeriods(reading, query, used)
  addOrder(reading, query, orderMentions)
  reading.check(used)
  return query
}
