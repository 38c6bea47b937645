import type { Language } from '../../../language/words.ts'
import type { Table } from '../../catalogue/catalogue.ts'
import { NotUnderstood } from './not-understood.ts'
import { optionsOf, type Option } from './options.ts'
import { planOf } from './plan.ts'
import { NotReachable, type Query } from './query.ts'
import { Reading, type Knowledge } from './reading.ts'
import type { Sentence } from './sentence.ts'

const mostTried = 600
const mostSeen = 12_000
/** How far behind the best reading one may lie and still be looked at. */
const reach = 1
/** When a reading is answered with, set by trying questions with known answers: nine in ten of those are right. */
const sure = { margin: 0.1, cost: 0.6, weakest: 1.3 }

export interface Understood {
  query: Query
  sql: string
  /** The query without what it shows. */
  key: string
  score: number
  /** How much likelier it is than the next that asks something else. */
  margin: number
  /** The least likely of what its mentions were read as. */
  weakest: number
  /** What speaks against it, beside its words. */
  cost: number
}

/** The likeliest reading of a question that makes a query. Throws NotUnderstood where none does, or where it is not clearly the one. */
export function understand (sentence: Sentence, knowledge: Knowledge, language: Language, now: Date, write: (query: Query) => string): Understood {
  const reading = new Reading(sentence, knowledge, language, now)
  const options = optionsOf(reading)
  const idle = options.findIndex((list) => list.length === 0)
  if (idle !== -1) throw new NotUnderstood(reading.mentions[idle] === undefined ? [] : reading.wordsOf(reading.mentions[idle]))
  let best = null as Understood | null
  const rivals = new Map<string, number>()
  let fault: NotUnderstood | NotReachable | null = null
  let tried = 0
  for (const choice of likeliest(options)) {
    if (tried++ >= mostTried) break
    if (best !== null && choice.score < best.score - reach) break
    for (const implied of impliedTables(reading, choice.options)) {
      try {
        const { query, cost, numbers } = planOf(reading, choice.options, implied)
        const score = choice.score - cost
        if (best !== null && score <= best.score - reach) continue
        const sql = write(query)
        // what is shown beside it makes no other question
        const key = query.measures.length > 0 ? sql : sql.slice(sql.indexOf('\nFROM'))
        reading.check(numbers)
        rivals.set(key, Math.max(score, rivals.get(key) ?? -Infinity))
        if (best === null || score > best.score) best = { query, sql, key, score, cost, weakest: Math.min(...choice.options.map(({ score }) => score)), margin: Infinity }
      } catch (error) {
        if (!(error instanceof NotUnderstood) && !(error instanceof NotReachable)) throw error
        fault ??= error
      }
    }
  }
  if (best === null) throw fault ?? new NotUnderstood([])
  for (const [key, score] of rivals) if (key !== best.key && best.score - score < best.margin) best = { ...best, margin: best.score - score }
  if (best.margin < sure.margin || best.cost > sure.cost || best.weakest < sure.weakest) throw new NotUnderstood([])
  return best
}

/** Tables that may be what is asked about where none is named as that. */
function impliedTables (reading: Reading, options: readonly Option[]): (Table | null)[] {
  if (options.some(({ role, slot, sense }) => (role === 'subject' && sense.kind !== 'money') || (role === 'fill' && slot?.kind === 'count'))) return [null]
  const isCounting = reading.slots.some(({ kind }) => kind === 'count')
  const named = options.flatMap(({ sense, role }) => (role === 'filter' || role === 'flag' || role === 'related') && sense.kind !== 'money' ? [sense.kind === 'table' ? sense.table : sense.use.table] : [])
  // "novels": what has the value, by the list of its kinds
  const followers = options.flatMap(({ sense, role }) => {
    if (role !== 'filter' || sense.kind !== 'value') return []
    const pointing = [...new Set(reading.knowledge.graph.pointingTo(sense.use.table).map(({ from }) => from))]
    return pointing.length === 1 ? pointing : []
  })
  const people = reading.asksForPeople ? reading.peopleTables() : []
  const tables = [...new Set([...named, ...followers, ...people])]
  return isCounting ? tables : [null, ...tables]
}

/** One option for each mention, the likeliest choices first; those that read two mentions as one thing are left out. */
function * likeliest (lists: Option[][]): Generator<{ options: Option[], score: number }> {
  const scoreOf = (places: number[]) => places.reduce((sum, place, index) => sum + (lists[index]?.[place]?.score ?? 0), 0)
  const first = lists.map(() => 0)
  // kept in order, the best last
  const waiting = [{ places: first, score: scoreOf(first) }]
  const seen = new Set([first.join()])
  for (let next = waiting.pop(); next !== undefined && seen.size < mostSeen; next = waiting.pop()) {
    const options = next.places.flatMap((place, index) => lists[index]?.[place] ?? [])
    if (!isTwice(options)) yield { options, score: next.score }
    for (const [index, place] of next.places.entries()) {
      if (place + 1 >= (lists[index]?.length ?? 0)) continue
      const places = next.places.with(index, place + 1)
      const key = places.join()
      if (seen.has(key)) continue
      seen.add(key)
      const score = scoreOf(places)
      let [low, high] = [0, waiting.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((waiting[middle]?.score ?? 0) < score) low = middle + 1
        else high = middle
      }
      waiting.splice(low, 0, { places, score })
    }
  }
}

/** Whether two mentions are both what is asked about, or fill one slot that takes one. */
function isTwice (options: readonly Option[]): boolean {
  const filled = new Set<Option['slot']>()
  let subjects = 0
  for (const { role, slot } of options) {
    if (role === 'subject' && ++subjects > 1) return true
    if (role !== 'fill' || slot === null || slot.kind === 'group' || slot.kind === 'negation' || slot.kind === 'order') continue
    if (filled.has(slot)) return true
    filled.add(slot)
  }
  return false
}
