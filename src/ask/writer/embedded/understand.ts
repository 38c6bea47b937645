import { periodsIn, type FoundPeriod } from '../../../language/periods.ts'
import type { Language } from '../../../language/words.ts'
import type { Catalogue, Column, Table } from '../../catalogue/catalogue.ts'
import { fillers, identifierWords } from '../../words.ts'
import { shareKey, type Glossary } from './glossary.ts'
import type { JoinGraph } from './joins.ts'
import type { Lexicon } from './lexicon.ts'
import { takeComparisons, takeMarks, type Comparison, type Marks } from './marks.ts'
import { asking, money } from './small-words.ts'
import { bestTable, columnMatches, takeMentions, type Mention } from './mentions.ts'
import { displayColumns, nameRankFor, type NameRank } from './display.ts'
import type { Group, Measure, Query, Use } from './query.ts'
import type { Sentence } from './sentence.ts'
import type { ValueIndex, ValueRef } from './values.ts'

export interface Knowledge {
  catalogue: Catalogue
  glossary: Glossary
  lexicon: Lexicon
  graph: JoinGraph
  values: ValueIndex
}

/** A question of which some words stay unexplained, or whose parts do not go together. */
export class NotUnderstood extends Error {
  readonly words: string[]

  constructor (words: string[]) {
    super(words.length === 0 ? 'the question could not be read' : `these words could not be read: ${words.join(', ')}`)
    this.name = 'NotUnderstood'
    this.words = words
  }
}

const timeUnits: Record<string, 'year' | 'quarter' | 'month' | 'week' | 'day'> = { ano: 'year', anos: 'year', year: 'year', years: 'year', anual: 'year', yearly: 'year', trimestre: 'quarter', quarter: 'quarter', mes: 'month', meses: 'month', month: 'month', months: 'month', mensual: 'month', monthly: 'month', mensuales: 'month', semana: 'week', week: 'week', weekly: 'week', dia: 'day', day: 'day', daily: 'day', diario: 'day' }
const people = /^(?:quien|quienes|who)$/

/** Reads a question as a query. Throws NotUnderstood rather than guess. */
export function understand (sentence: Sentence, knowledge: Knowledge, language: Language, now: Date): Query {
  return new Reading(sentence, knowledge, language, now).query()
}

class Reading {
  readonly #sentence: Sentence
  readonly #knowledge: Knowledge
  readonly #periods: FoundPeriod[]
  readonly #comparisons: Comparison[]
  readonly #marks: Marks
  readonly #timeGroups: { unit: 'year' | 'quarter' | 'month' | 'week' | 'day', start: number }[] = []
  readonly #moneyWords: number[] = []
  readonly #soldAt: number[]
  readonly #nameRank: NameRank
  #mentions: Mention[]
  #orderedBy: Mention | undefined
  #ownHaving = false
  #strong = new Set<Table>()

  constructor (sentence: Sentence, knowledge: Knowledge, language: Language, now: Date) {
    this.#sentence = sentence
    this.#knowledge = knowledge
    this.#nameRank = nameRankFor(knowledge.glossary)
    this.#periods = periodsIn(sentence.words, { now, toward: 'past', dayFirst: language === 'es' })
    for (const { start, end } of this.#periods) sentence.take(start, end)
    this.#comparisons = takeComparisons(sentence)
    const found: { unit: 'year' | 'quarter' | 'month' | 'week' | 'day', start: number, end: number, word: string }[] = []
    for (const { start, end } of sentence.takeAll(/(?:(?:by|per|por|each|every|for each|cada|por cada|de cada|en cada|grouped by|agrupad[oa]s? por) )*(?:the )?(?:month|months|mes|year|ano|day|dia|week|semana|quarter|trimestre|monthly|yearly|mensual(?:es)?|anual(?:es)?|daily)(?: lectivo)?/)) {
      const word = sentence.words.slice(start, end).map(({ text }) => text).find((text) => text in timeUnits) ?? ''
      const unit = timeUnits[word]
      if (unit !== undefined) found.push({ unit, start, end, word })
    }
    for (const { unit, start, end, word } of found) {
      // "monthly salary" is a column's name rather than a group
      const beside = [sentence.keys[start - 1], sentence.keys[end]].filter((keys) => keys !== undefined)
      const isName = /^(?:mensual|monthly|anual|yearly)/.test(word) && beside.some((keys) => knowledge.lexicon.match([keys, knowledge.glossary.keysOf(word)]).some(({ element, score }) => element.kind === 'column' && score >= 0.6))
      if (!isName) this.#timeGroups.push({ unit, start })
    }
    this.#marks = takeMarks(sentence)
    this.#soldAt = sentence.words.flatMap(({ text }, place) => /^(?:vendid[oa]s?|sold)$/.test(text) ? [place] : [])
    this.#mentions = takeMentions(sentence, knowledge.lexicon, knowledge.values)
    for (const mention of this.#mentions) {
      const table = bestTable(mention, 0.85)
      if (table !== undefined) this.#strong.add(table.element.table)
    }
    for (const [place, { text }] of sentence.words.entries()) {
      if (money.test(text) && !this.#mentions.some(({ start, end, values }) => values.length > 0 && place >= start && place < end)) this.#moneyWords.push(place)
    }
  }

  query (): Query {
    const query: Query = { entity: null, columns: [], distinct: false, measures: [], groups: [], conditions: [], having: null, order: null, limit: null }
    const used = new Set<Mention>()
    const marks = this.#marks
    const isRanked = marks.top.length > 0 || marks.most.length > 0 || marks.superlative.length > 0

    // what is compared with the average, sorted, grouped, or denied says so right behind its mark
    const groupMentions = marks.group.flatMap((mark) => {
      const isOrder = [...marks.order, ...marks.direction].some(({ end }) => end === mark.start)
      const mention = this.#behind(mark.end, used)
      if (isOrder && mention !== undefined) {
        used.add(mention)
        this.#orderedBy = mention
        return []
      }
      if (mention === undefined || this.#isValueOnly(mention)) return []
      used.add(mention)
      return [{ mark, mention, others: this.#joinedBy(mention, used) }]
    })
    const orderMentions = marks.order.map((mark) => {
      const mention = this.#behind(mark.end, used)
      if (mention !== undefined) used.add(mention)
      return { mark, mention }
    })
    const negations = [...marks.never, ...marks.negation].map((mark) => ({ mark, mention: this.#behind(mark.end, used, 3) }))
    const denied = new Set(negations.flatMap(({ mention }) => mention === undefined ? [] : [mention]))

    // the target: what is listed, counted or ranked
    const free = () => this.#mentions.filter((mention) => !used.has(mention))
    const target = this.#target(free().filter((mention) => !denied.has(mention)))
    const main = target === undefined ? null : this.#tableOf(target)

    // conditions
    this.#addComparisons(query, used, main, target)
    if (!isRanked) this.#addEqualities(query, used, main)
    this.#addValues(query, used, denied, main)
    this.#addNegations(query, negations, used, main)
    for (const mark of marks.soldOut) {
      const column = main?.columns.find((one) => isNumber(one) && has(one, this.#knowledge.glossary, ['inventario']))
      if (main === null || column === undefined) throw new NotUnderstood(this.#sentence.words.slice(mark.start, mark.end).map(({ text }) => text))
      query.conditions.push({ kind: 'compare', use: { table: main, column }, operator: '=', value: 0 })
    }
    this.#addAverages(query, used, main)
    this.#addLikes(query, used, main)

    // measures
    const byMeasure = isRanked && groupMentions.length > 0 ? groupMentions.pop() : undefined
    for (const { mention, others } of groupMentions) for (const one of [mention, ...others]) query.groups.push(this.#groupOf(one, main))
    const ranked = target === undefined || !isRanked ? query : { ...query, groups: [...query.groups, this.#groupOf(target, null)] }
    const rankMeasure = byMeasure === undefined ? null : this.#measureOf(byMeasure.mention, used, ranked, 'sum')
    const trailing = marks.count.some(({ start }) => target !== undefined && start > target.start && this.#mentions.some((mention) => mention.start > start && !this.#isValueOnly(mention) && !used.has(mention)))
    if (trailing && !isRanked && query.having === null) throw new NotUnderstood(['number'])
    const isCounted = marks.count.some(({ start }) => target === undefined || start <= target.start || !isRanked)
    if (isCounted && target !== undefined && query.having === null && (marks.top.length === 0 || (marks.count[0]?.start ?? 0) === 0)) this.#count(query, target, main, used)
    else if (marks.superlative.length > 0) this.#superlative(query, target, main, used, rankMeasure)
    else if (marks.most.length > 0) this.#most(query, target, main, used, rankMeasure)
    else if (marks.top.length > 0) this.#topBy(query, target, main, used, rankMeasure)
    else if (query.having !== null && query.groups.length + this.#timeGroups.length === 0 && target !== undefined) this.#list(query, target, main, used)
    else if (this.#isExtremeMean() && target !== undefined) this.#extremeMean(query, target, main, used)
    else if (marks.aggregate.length > 0) this.#aggregate(query, target, main, used)
    else this.#list(query, target, main, used)

    const [firstMeasure] = query.measures
    if (this.#ownHaving && query.having !== null && firstMeasure !== undefined) query.having.measure = firstMeasure
    for (const { unit } of this.#timeGroups) query.groups.push(this.#timeGroup(unit, main, query))
    this.#addPeriods(query, used)
    this.#addOrder(query, orderMentions)
    this.#check(used)
    return query
  }

  /** Every word must have been understood as something: what stays over could change the question. */
  #check (used: Set<Mention>): void {
    const unread = this.#sentence.left().filter((word) => !fillers.has(word) && !asking.test(word) && !money.test(word) && !people.test(word))
    const idle = this.#mentions.filter((mention) => !used.has(mention) && mention.values.length + mention.matches.length > 0)
    const words = idle.flatMap(({ start, end }) => this.#sentence.words.slice(start, end).map(({ text }) => text)).filter((word) => !asking.test(word) && !money.test(word))
    if (unread.length > 0 || words.length > 0) throw new NotUnderstood([...unread, ...words])
  }

  /** The mention that stands right behind a place, with nothing but small words between. */
  #behind (place: number, used: Set<Mention>, gap = 2): Mention | undefined {
    const next = this.#mentions.find((mention) => mention.start >= place && !used.has(mention))
    if (next === undefined) return undefined
    const between = this.#sentence.words.slice(place, next.start).filter(({ text }) => !fillers.has(text) && !asking.test(text))
    return between.length === 0 && next.start - place <= gap + 1 ? next : undefined
  }

  /** What is joined to a mention by "and" or "or". */
  #joinedBy (mention: Mention, used: Set<Mention>): Mention[] {
    const others: Mention[] = []
    for (let at = mention.end; ;) {
      const joiner = this.#sentence.words[at]?.text ?? ''
      const next = this.#mentions.find(({ start }) => start === (/^(?:and|y|e|or|o|u)$/.test(joiner) ? at + 1 : at))
      if (!/^(?:and|y|e)$/.test(joiner) || next === undefined || used.has(next) || this.#isValueOnly(next)) return others
      used.add(next)
      others.push(next)
      at = next.end
    }
  }

  #isValueOnly (mention: Mention): boolean {
    // "average delay": what is averaged is no value
    const isMeasured = this.#marks.aggregate.some(({ start, end }) => end === mention.start || mention.end === start)
    if (isMeasured && columnMatches(mention, 0.65).some(({ element }) => isNumber(element.column))) return false
    return mention.values.length > 0 && (mention.matches[0]?.score ?? 0) < 0.8
  }

  /** The first thing named that is no value; a table that is named outright before a column. */
  #target (mentions: Mention[]): Mention | undefined {
    const named = mentions.filter((mention) => !this.#isValueOnly(mention) && mention.matches.length > 0)
    const isAdjective = (mention: Mention) => !this.#isTable(mention) && columnMatches(mention)[0]?.element.column.category === 'B'
    return named.find((mention, place) => !isAdjective(mention) || place === named.length - 1)
  }

  #tableOf (mention: Mention): Table | null {
    const [best] = mention.matches
    const table = bestTable(mention, 0.5)
    if (table !== undefined && (best === undefined || table.score >= best.score - 0.1)) return table.element.table
    if (best === undefined) return null
    return best.element.kind === 'table' && best.score < 0.5 ? null : this.#column(mention, null)?.table ?? null
  }

  #isTable (mention: Mention): boolean {
    const table = bestTable(mention, 0.5)
    const [column] = columnMatches(mention)
    return table !== undefined && table.score >= (column?.score ?? 0) - 0.05
  }

  /** The column that a mention means: the likeliest name, near what else is spoken of. */
  #column (mention: Mention, main: Table | null, fits: (column: Column) => boolean = () => true): Use | null {
    const ranked = columnMatches(mention, 0.35).filter(({ element }) => fits(element.column)).map(({ element, score }) => ({ element, score: score + this.#nearness(element.table, main) + bonus(element.column) })).sort((a, b) => b.score - a.score)
    const [best] = ranked
    if (best === undefined) return null
    const step = this.#step(best.element.table, best.element.column, mention)
    return step ?? { table: best.element.table, column: best.element.column }
  }

  /** A column of a table that is pointed to twice, by the word that tells the ways apart ("city of destination"). */
  #step (table: Table, column: Column, mention: Mention): Use | null {
    for (const source of this.#strong) {
      const ways = this.#knowledge.graph.steps(source).filter(({ to }) => to === table)
      if (ways.length < 2) continue
      const around = [...this.#sentence.keys.slice(Math.max(0, mention.start - 2), mention.end + 3)]
      const way = ways.find(({ columns }) => identifierWords(columns[0] ?? '').some((word) => around.some((keys) => shareKey(keys, this.#knowledge.glossary.keysOf(word)))))
      if (way !== undefined) return { table, column, via: way.columns[0] }
    }
    return null
  }

  #nearness (table: Table, main: Table | null): number {
    const { graph } = this.#knowledge
    if (table === main) return 0.2
    if (this.#strong.has(table)) return 0.17
    const from = [...this.#strong, ...(main === null ? [] : [main])]
    if (from.length === 0) return 0
    const lengths = from.flatMap((one) => [graph.path(one, table)?.length, graph.path(table, one)?.length]).filter((length) => length !== undefined)
    return lengths.length === 0 ? -0.5 : Math.max(0.15 - 0.05 * Math.min(...lengths), -0.1)
  }

  #groupOf (mention: Mention, main: Table | null): Group {
    if (this.#isTable(mention)) {
      const table = bestTable(mention)?.element.table
      if (table !== undefined && table !== main) return { kind: 'entity', table }
    }
    const use = this.#column(mention, main, ({ category }) => category !== 'N') ?? this.#column(mention, main)
    if (use !== null) return { kind: 'column', use }
    const table = bestTable(mention)?.element.table
    if (table !== undefined) return { kind: 'entity', table }
    throw new NotUnderstood(this.#wordsOf(mention))
  }

  #wordsOf ({ start, end }: Mention): string[] {
    return this.#sentence.words.slice(start, end).map(({ text }) => text)
  }

  /** What "by revenue", "by number of enrollments" or "by capacity" measures. */
  #measureOf (mention: Mention, used: Set<Mention>, query: Query, kind: 'sum' | 'avg' | 'max' | 'min'): Measure {
    used.add(mention)
    const isCounted = this.#marks.count.some(({ end }) => end === mention.start || end + 1 === mention.start)
    if (isCounted || (this.#isTable(mention) && !this.#isMoney(mention))) {
      const table = bestTable(mention)?.element.table
      if (table !== undefined) return { kind: 'count', table }
    }
    const own = this.#column(mention, null, isNumber)
    if (own !== null && !this.#isMoney(mention)) return { kind, use: own }
    return this.#money(query, kind) ?? (own !== null ? { kind, use: own } : fail(this.#wordsOf(mention)))
  }

  #isMoney ({ start, end }: Mention): boolean {
    return this.#moneyWords.some((place) => place >= start && place < end)
  }

  /** The column that holds what was earned, so that each row is counted once for what is grouped and filtered by. */
  #money (query: Query, kind: 'sum' | 'avg' | 'max' | 'min'): Measure | null {
    const { catalogue, graph, glossary } = this.#knowledge
    const needed = [...query.groups.map((group) => group.kind === 'entity' ? group.table : group.use.table), ...query.conditions.flatMap((condition) => condition.kind === 'related' ? [] : [condition.use.table])]
    const said = (word: string) => this.#sentence.keys.some((keys, place) => !fillers.has(this.#sentence.words[place]?.text ?? '') && shareKey(keys, glossary.keysOf(word)))
    const candidates: { measure: Measure, score: number }[] = []
    for (const table of catalogue.tables.values()) {
      if (table.isPartition) continue
      if (needed.some((other) => graph.path(table, other) === null)) continue
      if (graph.steps(table).length === 0 && !table.columns.some(isTime)) continue
      const isNamed = identifierWords(table.name).some((word) => this.#moneyWords.some((place) => shareKey(this.#sentence.keys[place] ?? new Set(), glossary.keysOf(word))))
      const near = (isNamed ? 1 : 0) + (this.#strong.has(table) ? 1 : needed.reduce((sum, other) => sum - 0.1 * (graph.path(table, other)?.length ?? 0), 0))
      const quantity = table.columns.find((column) => isNumber(column) && has(column, glossary, ['cantidad', 'quantity']))
      const price = table.columns.find((column) => isNumber(column) && has(column, glossary, ['precio']))
      for (const column of table.columns.filter(isNumber)) {
        const words = identifierWords(column.name)
        const base = words.some((word) => shareKey(glossary.keysOf(word), glossary.keysOf('ingreso'))) || words.includes('facturado') ? 5 : words.some((word) => /^(?:total|amount|monto|importe)$/.test(word)) ? 4 : words.some((word) => /^(?:valor|value)$/.test(word)) ? 3 : has(column, glossary, ['precio']) && graph.steps(table).length > 1 && quantity === undefined ? 2.5 : 0
        if (base === 0 || words.some((word) => /^(?:devuel|devuelto|returned|refund|tax|impuesto|discount|descuento|shipping|envio|presupuesto|budget)$/.test(word) && !said(word)) || isCounter(column)) continue
        const boost = words.filter((word) => said(word)).length * 0.5 + (words.some((word) => /^(?:valor|value|amount|monto|importe|lps|usd|lempiras|dolares|revenue)$/.test(word)) ? 1 : 0) - (words.some((word) => /^(?:qq|quintales|cantidad|quantity|units|unidades|kg)$/.test(word)) ? 3 : 0)
        candidates.push({ measure: { kind, use: { table, column } }, score: base + near + boost })
      }
      if (quantity !== undefined && price !== undefined) candidates.push({ measure: { kind, use: { table, column: quantity }, times: { table, column: price } }, score: 3.8 + near })
    }
    const [best, second] = candidates.sort((a, b) => b.score - a.score)
    return best === undefined || (second !== undefined && second.score === best.score && best.measure.kind !== 'count') ? best?.measure ?? null : best.measure
  }

  #count (query: Query, target: Mention, main: Table | null, used: Set<Mention>): void {
    used.add(target)
    const isDistinct = this.#marks.distinct.length > 0
    if (this.#isTable(target) && main !== null && !isDistinct) {
      // a column of it that is a quantity is summed: "how many units"
      query.measures.push({ kind: 'count', table: main })
      query.entity = main
    } else {
      const other = /^(?:unidades|units|unidad|pieces|piezas)$/.test(this.#wordsOf(target).join(' ')) ? this.#mentions.find((mention) => mention !== target && !used.has(mention) && !this.#isTable(mention) && this.#column(mention, null, isNumber) !== null) : undefined
      if (other !== undefined) used.add(other)
      const sum = this.#column(other ?? target, null, isNumber)
      const column = this.#column(other ?? target, null)
      if (column === null) throw new NotUnderstood(this.#wordsOf(target))
      if (!isDistinct && sum !== null && isCounter(sum.column)) query.measures.push({ kind: 'sum', use: sum })
      else query.measures.push({ kind: 'distinct', use: column })
    }
    const rest = this.#mentions.filter((mention) => !used.has(mention) && !this.#isValueOnly(mention))
    const isEach = this.#marks.group.length > 0 && query.groups.length === 0
    for (const mention of rest) this.#relate(query, mention, used, main, isEach)
  }

  /** A table or a column that is named beside the target: what it must be related to. */
  #relate (query: Query, mention: Mention, used: Set<Mention>, main: Table | null, isGroup: boolean): void {
    const table = this.#isTable(mention) ? bestTable(mention)?.element.table : undefined
    if (isGroup) {
      used.add(mention)
      query.groups.push(this.#groupOf(mention, main))
      return
    }
    if (table !== undefined && table === main) {
      used.add(mention)
      return
    }
    if (table === undefined || main === null) {
      const use = this.#column(mention, main)
      if (use !== null && use.column.category === 'B') {
        used.add(mention)
        query.conditions.push({ kind: 'true', use, negated: false })
      } else if (use !== null && query.conditions.some((condition) => condition.kind !== 'related' && condition.use.table === use.table)) {
        used.add(mention) // it says of which kind the value beside it is
      }
      return
    }
    const isThere = query.conditions.some((condition) => condition.kind !== 'related' && condition.use.table === table) || query.groups.some((group) => group.kind === 'entity' && group.table === table)
    used.add(mention)
    if (isThere || this.#knowledge.graph.path(main, table) !== null) return
    query.conditions.push({ kind: 'related', table, negated: false, conditions: [] })
  }

  #aggregate (query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>): void {
    const mark = this.#marks.aggregate[0]
    if (mark === undefined) throw new NotUnderstood([])
    const behind = this.#mentions.filter((mention) => !used.has(mention) && !this.#isValueOnly(mention))
    const next = behind.find(({ start }) => start >= mark.end) ?? behind.at(-1)
    const kind = mark.kind
    // "the venue with the highest capacity": a row rather than a number
    const before = behind.find((mention) => mention.end <= mark.start && this.#isTable(mention))
    if ((kind === 'max' || kind === 'min') && before !== undefined && next !== undefined && next !== before) {
      const table = bestTable(before)?.element.table ?? null
      const use = this.#column(next, table, (column) => isNumber(column) || isTime(column))
      if (table !== null && use !== null) {
        used.add(before)
        used.add(next)
        query.entity = table
        if (use.table === table || this.#knowledge.graph.path(table, use.table) !== null) {
          this.#show(query, table)
          query.columns.push(use)
          query.order = { by: use, descending: kind === 'max' }
        } else {
          query.groups.push({ kind: 'entity', table })
          query.measures.push({ kind, use })
          query.order = { by: 'measure', descending: kind === 'max' }
        }
        query.limit = 1
        return
      }
    }
    const columns = behind.map((mention) => ({ mention, use: this.#isTable(mention) && this.#moneyOnly(mention) ? null : this.#column(mention, main, (column) => isNumber(column) || (kind !== 'sum' && kind !== 'avg' && isTime(column))) })).filter(({ mention, use }) => use !== null && !(this.#isTable(mention) && (bestTable(mention)?.score ?? 0) > 0.9 && bestTable(mention)?.element.table !== use.table))
    const behindMark = columns.filter(({ mention }) => mention.start >= mark.end)
    const chosen = behindMark.find(({ mention }) => this.#isMoney(mention)) ?? behindMark[0] ?? columns[0]
    const isMoney = this.#moneyWords.length > 0 || columns.length === 0
    for (const mention of behind) if (mention !== chosen?.mention) this.#relate(query, mention, used, main, false)
    if (chosen?.use !== undefined && chosen.use !== null && !(this.#isMoney(chosen.mention) && kind === 'sum' && chosen.use.column.category !== 'N')) {
      used.add(chosen.mention)
      const own: Measure = { kind, use: chosen.use }
      const generic = this.#isMoney(chosen.mention) ? this.#money(query, kind) : null
      query.measures.push(generic !== null && this.#wordsOf(chosen.mention).length === 1 ? generic : own)
      if (own.kind === 'sum' && !isSummable(own.use.column, this.#knowledge.glossary) && query.measures.at(-1) === own) throw new NotUnderstood(this.#wordsOf(chosen.mention))
    } else if (isMoney && (kind === 'sum' || kind === 'avg')) {
      const measure = this.#sold(behind) ?? this.#money(query, kind)
      if (measure === null) throw new NotUnderstood(target === undefined ? [] : this.#wordsOf(target))
      query.measures.push(measure)
      for (const mention of behind) used.add(mention)
    } else if (kind === 'sum' && target !== undefined && main !== null && this.#isTable(target)) {
      used.add(target)
      query.measures.push({ kind: 'count', table: main })
    } else throw new NotUnderstood(target === undefined ? [] : this.#wordsOf(target))
  }

  /** "The highest average": both words, of which the second says what is compared. */
  #isExtremeMean (): boolean {
    const kinds = this.#marks.aggregate.map(({ kind }) => kind)
    return kinds.some((kind) => kind === 'max' || kind === 'min') && kinds.some((kind) => kind === 'avg' || kind === 'sum')
  }

  #extremeMean (query: Query, target: Mention, main: Table | null, used: Set<Mention>): void {
    const extreme = this.#marks.aggregate.find(({ kind }) => kind === 'max' || kind === 'min')
    const mean = this.#marks.aggregate.find(({ kind }) => kind === 'avg' || kind === 'sum')
    const measured = this.#mentions.find((mention) => mention !== target && !used.has(mention) && !this.#isValueOnly(mention) && this.#column(mention, main, isNumber) !== null)
    if (mean === undefined || extreme === undefined || (mean.kind !== 'avg' && mean.kind !== 'sum')) throw new NotUnderstood([])
    used.add(target)
    query.groups.unshift(this.#groupOf(target, null))
    const use = measured === undefined ? null : this.#column(measured, main, isNumber)
    if (measured !== undefined) used.add(measured)
    const measure: Measure | null = use === null ? this.#money(query, mean.kind) : { kind: mean.kind, use }
    if (measure === null) throw new NotUnderstood([])
    this.#rank(query, measure, extreme.kind === 'max', this.#marks.top[0]?.limit ?? 1)
    for (const mention of this.#mentions) if (!used.has(mention) && !this.#isValueOnly(mention)) this.#relate(query, mention, used, main, false)
  }

  #moneyOnly (mention: Mention): boolean {
    return this.#isMoney(mention)
  }

  /** "Tickets sold", "units sold": how many, by the column that holds how many. */
  #sold (mentions: Mention[]): Measure | null {
    if (this.#soldAt.length === 0) return null
    for (const mention of mentions) {
      const table = bestTable(mention, 0.3)?.element.table
      const quantity = table?.columns.find((column) => isNumber(column) && has(column, this.#knowledge.glossary, ['cantidad']))
      if (table !== undefined && quantity !== undefined) return { kind: 'sum', use: { table, column: quantity } }
      const use = this.#column(mention, null, isNumber)
      if (use !== null && isCounter(use.column)) return { kind: 'sum', use }
    }
    return null
  }

  #most (query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>, rankMeasure: Measure | null): void {
    const [mark] = this.#marks.most
    if (mark === undefined || target === undefined) throw new NotUnderstood([])
    if (this.#mentions.some((mention) => mention.start < target.start && this.#isValueOnly(mention) && mention.values.every(({ table }) => table === main))) throw new NotUnderstood(this.#wordsOf(target))
    used.add(target)
    query.groups.unshift(this.#groupOf(target, null))
    const after = this.#mentions.find((mention) => mention.start >= mark.end && !used.has(mention) && !this.#isValueOnly(mention))
    const sold = this.#soldAt.some((place) => place >= mark.start) || after !== undefined ? this.#sold(after === undefined ? this.#mentions : [after]) : null
    let measure = rankMeasure ?? sold
    if (measure === null && after !== undefined) measure = this.#measureOf(after, used, query, this.#marks.aggregate[0]?.kind ?? 'sum')
    else if (after !== undefined) used.add(after)
    measure ??= this.#moneyWords.length === 0 ? this.#countOfValues(query, main) ?? this.#money(query, 'sum') : this.#money(query, 'sum')
    if (measure === null) throw new NotUnderstood([])
    this.#rank(query, measure, mark.descending, this.#marks.top[0]?.limit ?? this.#number() ?? 1)
    for (const mention of this.#mentions) if (!used.has(mention) && !this.#isValueOnly(mention)) this.#relate(query, mention, used, main, false)
  }

  /** "The course with the most failed": how many rows have the value that was named. */
  #countOfValues (query: Query, main: Table | null): Measure | null {
    const owner = query.conditions.flatMap((condition) => condition.kind === 'in' && condition.use.table !== main && main !== null && this.#knowledge.graph.path(condition.use.table, main) !== null ? [condition.use.table] : [])[0]
    return owner === undefined ? null : { kind: 'count', table: owner }
  }

  /** A small number in front of what is ranked: "los 5 pacientes". */
  #number (): number | null {
    const place = this.#sentence.words.findIndex(({ text }, at) => /^\d{1,3}$/.test(text) && !this.#sentence.isTaken(at))
    if (place === -1) return null
    this.#sentence.take(place, place + 1)
    return Number(this.#sentence.words[place]?.text)
  }

  #rank (query: Query, measure: Measure, descending: boolean, limit: number): void {
    query.measures.push(measure)
    query.order = { by: 'measure', descending }
    query.limit = limit
  }

  #topBy (query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>, rankMeasure: Measure | null): void {
    const [mark] = this.#marks.top
    if (mark === undefined || target === undefined) throw new NotUnderstood([])
    used.add(target)
    const aggregate = this.#marks.aggregate[0]
    const after = this.#mentions.find((mention) => mention.start > target.start && !used.has(mention) && !this.#isValueOnly(mention))
    let measure = rankMeasure
    if (aggregate !== undefined && measure !== null && measure.kind === 'sum') measure = { ...measure, kind: aggregate.kind }
    if (measure === null && after !== undefined) measure = this.#measureOf(after, used, query, aggregate?.kind ?? 'sum')
    if (measure === null && this.#moneyWords.length > 0) measure = this.#money({ ...query, groups: [this.#groupOf(target, null), ...query.groups] }, 'sum')
    if (measure === null && aggregate !== undefined) {
      const numeric = this.#knowledge.catalogue.tables.size > 0 ? this.#soleMeasure(main) : null
      if (numeric !== null) measure = { kind: aggregate.kind, use: numeric }
    }
    if (measure === null) throw new NotUnderstood(this.#wordsOf(target))
    const table = this.#isTable(target) ? main : null
    // a column of the target's own is no sum
    if (table !== null && measure.kind !== 'count' && measure.kind !== 'distinct' && measure.use.table === table && measure.times === undefined) {
      query.entity = table
      this.#show(query, table)
      query.columns.push(measure.use)
      query.order = { by: measure.use, descending: true }
      query.limit = mark.limit
    } else {
      query.groups.unshift(this.#groupOf(target, null))
      this.#rank(query, measure, true, mark.limit)
    }
    for (const mention of this.#mentions) if (!used.has(mention) && !this.#isValueOnly(mention)) this.#relate(query, mention, used, main, false)
  }

  /** The one number that the rows of what points to a table have: a grade, a rating. */
  #soleMeasure (table: Table | null): Use | null {
    if (table === null) return null
    const found = this.#knowledge.graph.pointingTo(table).flatMap(({ from }) => from.columns.filter((column) => isNumber(column) && has(column, this.#knowledge.glossary, ['nota', 'rating'])).map((column) => ({ table: from, column })))
    return found.length === 1 ? found[0] ?? null : null
  }

  #superlative (query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>, rankMeasure: Measure | null): void {
    const [mark] = this.#marks.superlative
    if (mark === undefined || target === undefined) throw new NotUnderstood([])
    const limit = this.#marks.top[0]?.limit ?? Number(mark.groups['limit'] ?? this.#number() ?? 1)
    const own = this.#column(target, null, isNumber)
    const other = this.#mentions.find((mention) => mention !== target && !used.has(mention) && this.#isTable(mention))
    // "the price of the dearest ticket": a number
    if (!this.#isTable(target) && own !== null && other !== undefined) {
      used.add(target)
      const table = bestTable(other)?.element.table
      used.add(other)
      query.measures.push({ kind: mark.descending ? 'max' : 'min', use: table === undefined ? own : this.#column(target, table, isNumber) ?? own })
      return
    }
    used.add(target)
    if (main === null) throw new NotUnderstood(this.#wordsOf(target))
    const said = this.#mentions.find((mention) => mention !== target && !used.has(mention) && !this.#isValueOnly(mention) && !this.#isTable(mention) && (mention.end === mark.start || mention.start === mark.end))
    const measured = said === undefined ? null : this.#column(said, main, (column) => isNumber(column) || isTime(column))
    if (said !== undefined && measured !== null && measured.table === main) {
      used.add(said)
      query.entity = main
      this.#show(query, main)
      query.columns.push(measured)
      query.order = { by: measured, descending: mark.descending }
      query.limit = limit
      for (const mention of this.#mentions) if (!used.has(mention) && !this.#isValueOnly(mention)) this.#relate(query, mention, used, main, false)
      return
    }
    const use = rankMeasure !== null && rankMeasure.kind !== 'count' ? { use: rankMeasure.use, descending: mark.descending } : this.#bySuperlative(mark.concept, main, mark.descending)
    if (use === null) throw new NotUnderstood(this.#sentence.words.slice(mark.start, mark.end).map(({ text }) => text))
    query.entity = main
    this.#show(query, main)
    query.columns.push(use.use)
    query.order = { by: use.use, descending: use.descending }
    query.limit = limit
    for (const mention of this.#mentions) if (!used.has(mention) && !this.#isValueOnly(mention)) this.#relate(query, mention, used, main, false)
  }

  /** The column of a table that an adjective compares by. */
  #bySuperlative (concept: string, table: Table, descending: boolean): { use: Use, descending: boolean } | null {
    const { glossary } = this.#knowledge
    const by = (fits: (column: Column) => boolean, down = descending) => {
      const columns = table.columns.filter(fits)
      const [column] = columns
      return column === undefined ? null : { use: { table, column }, descending: down }
    }
    const named = (words: string[], fits = isNumber) => by((column) => fits(column) && has(column, glossary, words))
    const isBirth = (column: Column) => isTime(column) && has(column, glossary, ['birthdate', 'nacimiento', 'born'])
    switch (concept) {
      case 'young': return by(isBirth, true) ?? named(['edad']) ?? by(isTime, true)
      case 'old': return by(isBirth, false) ?? by((column) => isTime(column) || (isNumber(column) && has(column, glossary, ['year', 'fundado'])), false)
      case 'new': return by((column) => isTime(column) || (isNumber(column) && has(column, glossary, ['year', 'fundado'])), true)
      case 'high': return named(['altura', 'elevacion', 'monto', 'total', 'precio', 'salario'])
      case 'large': return named(['capacidad', 'poblacion', 'size', 'area', 'monto', 'total', 'asiento'])
      case 'precio': return named(['precio']) ?? named(['monto', 'total'])
      default: return named([concept])
    }
  }

  #list (query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>): void {
    const rest = this.#mentions.filter((mention) => !used.has(mention) && !this.#isValueOnly(mention))
    if (target === undefined) {
      if (this.#moneyWords.length > 0 && (query.groups.length + this.#timeGroups.length > 0 || this.#periods.length > 0 || query.conditions.length > 0)) return this.#sumOf(query, rest, used)
      throw new NotUnderstood([])
    }
    const isMoneyTarget = this.#isMoney(target)
    if (query.groups.length + this.#timeGroups.length > 0 || (isMoneyTarget && !this.#isTable(target))) {
      const sold = this.#sold(rest)
      if (sold !== null) {
        query.measures.push(sold)
        for (const mention of rest) used.add(mention)
        return
      }
      if (isMoneyTarget || this.#moneyWords.length > 0) return this.#sumOf(query, rest, used)
      const use = this.#isTable(target) ? null : this.#column(target, null, isNumber)
      used.add(target)
      if (use !== null && isSummable(use.column, this.#knowledge.glossary)) query.measures.push({ kind: 'sum', use })
      else if (main !== null && this.#isTable(target)) query.measures.push({ kind: 'count', table: main })
      else throw new NotUnderstood(this.#wordsOf(target))
      for (const mention of rest) if (!used.has(mention)) this.#relate(query, mention, used, main, false)
      return
    }
    if (query.having !== null) {
      used.add(target)
      query.groups.push(this.#groupOf(target, null))
      for (const mention of rest) if (!used.has(mention)) this.#relate(query, mention, used, main, false)
      if (this.#marks.count.length > 0) query.measures.push(query.having.measure)
      return
    }
    const numeric = this.#isTable(target) ? null : this.#column(target, null, isNumber)
    const [, ...others] = rest
    if (numeric !== null && others.length === 0 && this.#periods.length + query.conditions.length > 0 && isSummable(numeric.column, this.#knowledge.glossary)) {
      // "returned value in March": a number by itself is summed
      used.add(target)
      query.measures.push({ kind: 'sum', use: numeric })
      return
    }
    this.#listRows(query, target, main, rest, used)
  }

  #sumOf (query: Query, rest: Mention[], used: Set<Mention>): void {
    const measure = this.#money(query, 'sum')
    if (measure === null) throw new NotUnderstood([])
    query.measures.push(measure)
    for (const mention of rest) {
      const table = bestTable(mention, 0.5)?.element.table
      // what is named beside the money must be where the money is
      if (table !== undefined && measure.kind !== 'count' && this.#knowledge.graph.path(measure.use.table, table) === null && !this.#isMoney(mention)) throw new NotUnderstood(this.#wordsOf(mention))
      used.add(mention)
    }
  }

  /** The rows of an entity: the columns that are named, else the ones that say who or what it is. */
  #listRows (query: Query, target: Mention, main: Table | null, rest: Mention[], used: Set<Mention>): void {
    const tables = rest.filter((mention) => this.#isTable(mention))
    const owner = this.#isTable(target) ? main : bestTable(tables[0] ?? target)?.element.table ?? null
    used.add(target)
    if (!this.#isTable(target) && owner === null) {
      const use = this.#column(target, null, ({ category }) => category !== 'N') ?? this.#column(target, null)
      if (use === null) throw new NotUnderstood(this.#wordsOf(target))
      query.columns.push(use)
      query.distinct = true
      query.entity = use.table
      return
    }
    if (owner === null) throw new NotUnderstood(this.#wordsOf(target))
    query.entity = owner
    const named = rest.filter((mention) => !this.#isTable(mention) || mention === target)
    const columns: Use[] = []
    let showsOwner = this.#isTable(target)
    for (const mention of rest) {
      if (mention === target && this.#isTable(target)) continue
      if (this.#isTable(mention)) {
        const table = bestTable(mention)?.element.table
        used.add(mention)
        if (table === undefined || table === owner) continue
        const isShown = /^(?:and|y|with|con|their|su|sus|its|la|el)$/.test(this.#sentence.words[mention.start - 1]?.text ?? '') && this.#knowledge.graph.path(owner, table) !== null
        if (isShown) for (const column of displayColumns(table, this.#nameRank)) columns.push({ table, column })
        else this.#relate(query, mention, used, owner, false)
        continue
      }
      const use = this.#column(mention, owner)
      if (use === null) throw new NotUnderstood(this.#wordsOf(mention))
      used.add(mention)
      if (use.column.category === 'B' && named.length > 0 && mention !== target) query.conditions.push({ kind: 'true', use, negated: false })
      else if (isNameOf(use.column, this.#sentence, mention)) showsOwner = true
      else {
        const step = this.#knowledge.graph.steps(use.table).find(({ columns }) => columns.length === 1 && columns[0] === use.column.name)
        if (step === undefined || use.table !== owner) columns.push(use)
        else for (const column of displayColumns(step.to, this.#nameRank)) columns.push({ table: step.to, column, via: use.column.name })
      }
    }
    if (showsOwner || columns.length === 0) this.#show(query, owner)
    if (this.#sentence.words.some(({ text }) => text === 'nombre' || text === 'nombres' || text === 'name' || text === 'names') && !showsOwner && !query.columns.some(({ table }) => table === owner)) this.#show(query, owner)
    for (const use of columns) if (!query.columns.some(({ table, column, via }) => table === use.table && column === use.column && via === use.via)) query.columns.push(use)
    if (this.#marks.distinct.length > 0 || (!this.#isTable(target) && !showsOwner && query.conditions.length === 0)) query.distinct = true
  }

  #show (query: Query, table: Table): void {
    for (const column of displayColumns(table, this.#nameRank)) if (!query.columns.some((use) => use.table === table && use.column === column)) query.columns.push({ table, column })
  }

  // conditions

  #addComparisons (query: Query, used: Set<Mention>, main: Table | null, target: Mention | undefined): void {
    for (const comparison of this.#comparisons) {
      const after = this.#mentions.find(({ start }) => start === comparison.end || (start === comparison.end + 1 && /^(?:de|of|in|en|the)$/.test(this.#sentence.words[comparison.end]?.text ?? '')))
      const before = this.#mentions.filter(({ end }) => end <= comparison.start).findLast((mention) => mention !== target && !used.has(mention))
      const countable = after !== undefined && this.#isTable(after) && after !== target ? bestTable(after)?.element.table : undefined
      const operator = comparison.operator === 'between' ? '>=' : comparison.operator
      const to = comparison.operator === 'between' ? { to: comparison.to } : {}
      const aggregate = target === undefined ? undefined : this.#marks.aggregate.find(({ start, end }) => start > target.start && end <= comparison.start)
      const averaged = aggregate === undefined ? undefined : this.#mentions.find((mention) => mention !== target && mention.end <= comparison.start && (mention.start >= aggregate.end || mention.end === aggregate.start) && this.#column(mention, main, isNumber) !== null)
      if (aggregate !== undefined && averaged !== undefined) {
        const use = this.#column(averaged, main, isNumber)
        if (use === null) throw new NotUnderstood(this.#wordsOf(averaged))
        used.add(averaged)
        this.#marks.aggregate.splice(this.#marks.aggregate.indexOf(aggregate), 1)
        query.having = { operator, value: comparison.value * scaleOf(use.column, comparison.unit), ...to, measure: { kind: aggregate.kind, use } }
        continue
      }
      if (after !== undefined && countable !== undefined && !(this.#isMoney(after) && !this.#isTable(after))) {
        used.add(after)
        query.having = { operator, value: comparison.value, ...to, measure: { kind: 'count', table: countable } }
        continue
      }
      const isGeneric = after !== undefined && /^(?:unidades|units|unidad|pieces|piezas|items|articulos)$/.test(this.#wordsOf(after).join(' '))
      const better = isGeneric ? this.#mentions.find((mention) => mention !== after && mention !== target && !used.has(mention) && main !== null && this.#column(mention, main, isNumber)?.table === main) : undefined
      if (isGeneric && better !== undefined) used.add(after)
      const counted = isGeneric && better === undefined && this.#soldAt.length > 0 ? this.#sold([after]) : null
      if (counted !== null && after !== undefined) {
        used.add(after)
        query.having = { operator, value: comparison.value, ...to, measure: counted }
        continue
      }
      const earned = this.#moneyWords.some((place) => place < comparison.start && place >= (target?.end ?? 0)) && target !== undefined
      const sum = earned ? this.#money({ ...query, groups: [this.#groupOf(target, null)] }, 'sum') : null
      if (sum !== null && sum.kind !== 'count' && sum.kind !== 'distinct' && (!this.#isTable(target ?? ({} as Mention)) || sum.use.table !== main)) {
        for (const mention of this.#mentions) if (mention !== target && this.#isMoney(mention)) used.add(mention)
        query.having = { operator, value: comparison.value, ...to, measure: sum }
        continue
      }
      const own = better !== undefined ? this.#column(better, main, isNumber) : after === undefined ? null : this.#column(after, main, isNumber)
      if (better !== undefined) used.add(better)
      const near = before === undefined ? null : this.#column(before, main, isNumber)
      const adjacent = before !== undefined && comparison.start - before.end <= 2 && !this.#isMoney(before)
      const use = own ?? (adjacent && near !== null ? near : null) ?? this.#byVerb(main, comparison)
      if (own !== null && after !== undefined) used.add(after)
      else if (use !== null && use === near && before !== undefined) used.add(before)
      if (use === null) {
        const money = this.#moneyWords.some((place) => place < comparison.start) ? this.#money({ ...query, groups: target === undefined ? [] : [this.#groupOf(target, null)] }, 'sum') : null
        if (money !== null) query.having = { operator, value: comparison.value, ...to, measure: money }
        else if (query.groups.length > 0 || this.#marks.group.length > 0 || this.#marks.count.length > 0) {
          if (main === null) throw new NotUnderstood([])
          query.having = { operator, value: comparison.value, ...to, measure: { kind: 'count', table: main } }
          this.#ownHaving = true
        } else throw new NotUnderstood([String(comparison.value)])
        continue
      }
      if (/^(?:dollars?|dolares|usd|lempiras|euros?|pesos)$/.test(comparison.unit) && isCounter(use.column)) throw new NotUnderstood([comparison.unit])
      // a number of one of many rows, or of all of them together: which was not said
      const isApart = main !== null && use.table !== main && this.#knowledge.graph.path(main, use.table) === null
      if (isApart && isSummable(use.column, this.#knowledge.glossary) && !this.#strong.has(use.table)) throw new NotUnderstood([String(comparison.value)])
      const scale = scaleOf(use.column, comparison.unit)
      query.conditions.push(comparison.operator === 'between'
        ? { kind: 'between', use, from: comparison.value * scale, to: comparison.to * scale }
        : { kind: 'compare', use, operator: comparison.operator, value: comparison.value * scale })
    }
  }

  /** "5 credits", "grade 9": a number right beside a column that holds numbers. */
  #addEqualities (query: Query, used: Set<Mention>, main: Table | null): void {
    for (const [place, { text }] of this.#sentence.words.entries()) {
      if (this.#sentence.isTaken(place) || !/^\d+(?:\.\d+)?$/.test(text)) continue
      const beside = this.#mentions.find((mention) => !used.has(mention) && !this.#isTable(mention) && (mention.start === place + 1 || mention.end === place))
      const use = beside === undefined ? null : this.#column(beside, main, isNumber)
      if (use === null || beside === undefined) continue
      this.#sentence.take(place, place + 1)
      used.add(beside)
      query.conditions.push({ kind: 'compare', use, operator: '=', value: Number(text) })
    }
  }

  /** "Cost between", "earning less than": the verb, or the unit, says which column of the target it is. */
  #byVerb (main: Table | null, { start, unit }: Comparison): Use | null {
    if (main === null) return null
    const { glossary } = this.#knowledge
    const said = this.#sentence.words.slice(Math.max(0, start - 3), start).map(({ text }) => text).join(' ')
    const concepts: [RegExp, string[]][] = [
      [/cost|cuest|vale|pric|preci/, ['precio']], [/earn|gana|paid|cobra|salar/, ['salario']], [/weigh|pesa/, ['peso']], [/long|dur|last/, ['duracion']], [/old|edad|age/, ['edad']], [/delay|retras|late|demor/, ['retraso']]
    ]
    const byWord = concepts.find(([pattern]) => pattern.test(said))?.[1]
    const byUnit = /^(?:dollars?|dolares|usd|lempiras|euros?|pesos)$/.test(unit) ? ['precio', 'monto', 'total', 'salario'] : /^(?:minut|hour|hora)/.test(unit) ? ['duracion', 'retraso'] : /^(?:feet|ft|pies)$/.test(unit) ? ['elevacion', 'altura'] : null
    for (const words of [byWord, byUnit]) {
      if (words === undefined || words === null) continue
      for (const word of words) {
        const column = main.columns.find((one) => isNumber(one) && has(one, glossary, [word]))
        if (column !== undefined) return { table: main, column }
      }
    }
    return null
  }

  /** Values are conditions; several of one column are any of them, and a word that is a name as well is one only beside its column. */
  #addValues (query: Query, used: Set<Mention>, denied: Set<Mention>, main: Table | null): void {
    const byColumn = new Map<string, { use: Use, values: string[], negated: boolean }>()
    for (const mention of this.#mentions) {
      if (used.has(mention) || mention.values.length === 0 || !this.#isValueOnly(mention)) continue
      const before = this.#mentions.find(({ end }) => end === mention.start || (end === mention.start - 1 && fillers.has(this.#sentence.words[end]?.text ?? '')))
      const column = before === undefined || used.has(before) ? null : this.#column(before, main)
      if (this.#isDateVerb(mention)) {
        used.add(mention)
        continue
      }
      const via = this.#viaFor(mention)
      const ranked = mention.values.map((ref) => ({ ref, score: this.#valueScore(ref, main, column) })).sort((a, b) => b.score - a.score)
      const [best, second] = ranked
      if (best === undefined) continue
      if (second !== undefined && second.score === best.score && second.ref.column !== best.ref.column && second.ref.table !== best.ref.table) throw new NotUnderstood(this.#wordsOf(mention))
      if (column !== null && before !== undefined && best.ref.column === column.column && !this.#isTable(before)) used.add(before)
      used.add(mention)
      const negated = denied.has(mention)
      const key = `${best.ref.table.schema}.${best.ref.table.name}.${best.ref.column.name}.${via ?? ''}.${negated}`
      const known = byColumn.get(key) ?? { use: { table: best.ref.table, column: best.ref.column, ...(via !== undefined && { via }) }, values: [], negated }
      known.values.push(...ranked.filter(({ ref }) => ref.column === best.ref.column && ref.table === best.ref.table).map(({ ref }) => ref.value))
      byColumn.set(key, known)
    }
    for (const { use, values, negated } of byColumn.values()) query.conditions.push({ kind: 'in', use, values: [...new Set(values)], negated })
  }

  /** "That departed in 2025": when it did rather than that it did, where its table tells when. */
  #isDateVerb ({ end, values, start }: Mention): boolean {
    if (!this.#periods.some((period) => period.start >= end && period.start - end <= 1)) return false
    const keys = this.#sentence.keys[start] ?? new Set<string>()
    return values.every(({ table }) => table.columns.some((column) => isTime(column) && identifierWords(column.name).some((word) => verbOf[word]?.test(this.#sentence.words[start]?.text ?? '') === true || shareKey(keys, this.#knowledge.glossary.keysOf(word)))))
  }

  #valueScore ({ table, column }: ValueRef, main: Table | null, beside: Use | null): number {
    const isBeside = beside !== null && beside.column === column && beside.table === table
    return this.#nearness(table, main) + (isBeside ? 1 : 0) + (has(column, this.#knowledge.glossary, ['email', 'telefono', 'descripcion', 'direccion']) ? -0.3 : 0) + bonus(column)
  }

  /** "From Barcelona to Cancún", between two ways to the same table. */
  #viaFor (mention: Mention): string | undefined {
    const word = this.#sentence.words[mention.start - 1]?.text ?? ''
    const wanted = /^(?:from|desde|de)$/.test(word) ? 'origen' : /^(?:to|a|hacia|hasta)$/.test(word) ? 'destino' : null
    if (wanted === null) return undefined
    for (const table of this.#strong) {
      const ways = this.#knowledge.graph.steps(table).filter(({ to }) => mention.values.some((ref) => ref.table === to))
      if (ways.length < 2) continue
      const way = ways.find(({ columns }) => identifierWords(columns[0] ?? '').some((part) => shareKey(this.#knowledge.glossary.keysOf(part), this.#knowledge.glossary.keysOf(wanted))))
      if (way !== undefined) return way.columns[0]
    }
    return undefined
  }

  #addNegations (query: Query, negations: { mark: { start: number, end: number }, mention: Mention | undefined }[], used: Set<Mention>, main: Table | null): void {
    for (const { mark, mention } of negations) {
      const said = this.#sentence.words.slice(mark.end, mark.end + 2).some(({ text }) => money.test(text))
      const follower = said && main !== null && (mention === undefined || this.#isMoney(mention)) ? this.#soleFollower(main) : null
      if (follower !== null) {
        if (mention !== undefined) used.add(mention)
        query.conditions.push({ kind: 'related', table: follower, negated: true, conditions: [] })
        continue
      }
      if (mention !== undefined && used.has(mention)) continue // a value, which is denied already
      const isNever = this.#marks.never.includes(mark as Marks['never'][number])
      const verb = mention ?? this.#mentions.find(({ start }) => start >= mark.end)
      if (verb === undefined || main === null) {
        const table = main === null || !isNever ? null : this.#soleFollower(main)
        if (table === null) throw new NotUnderstood(this.#sentence.words.slice(mark.start, mark.end).map(({ text }) => text))
        query.conditions.push({ kind: 'related', table, negated: true, conditions: [] })
        continue
      }
      const table = this.#isTable(verb) ? bestTable(verb)?.element.table : undefined
      if (table !== undefined && table !== main) {
        used.add(verb)
        // what stands behind it narrows it: "no concerts in Honduras"
        const inside = query.conditions.filter((condition) => condition.kind === 'in' && condition.use.table !== main && this.#knowledge.graph.path(table, condition.use.table) !== null && this.#knowledge.graph.path(main, condition.use.table) === null)
        query.conditions = query.conditions.filter((condition) => !inside.includes(condition))
        query.conditions.push({ kind: 'related', table, negated: true, conditions: inside })
        for (const other of this.#mentions) {
          const further = this.#isTable(other) ? bestTable(other)?.element.table : undefined
          if (other.start > verb.start && further !== undefined && further !== main && this.#knowledge.graph.path(table, further) !== null) used.add(other)
        }
        continue
      }
      const use = this.#column(verb, main)
      if (use === null && this.#isMoney(verb)) {
        const follower = this.#soleFollower(main)
        if (follower === null) throw new NotUnderstood(this.#wordsOf(verb))
        used.add(verb)
        query.conditions.push({ kind: 'related', table: follower, negated: true, conditions: [] })
        continue
      }
      if (use === null) throw new NotUnderstood(this.#wordsOf(verb))
      used.add(verb)
      if (use.column.category === 'B') query.conditions.push({ kind: 'true', use, negated: true })
      else if (!use.column.notNull) query.conditions.push({ kind: 'null', use, negated: false })
      else if (isCounter(use.column)) query.conditions.push({ kind: 'compare', use, operator: '=', value: 0 })
      else throw new NotUnderstood(this.#wordsOf(verb))
    }
  }

  /** The one table that points to this one, where there is just one that is no list of its own kinds. */
  #soleFollower (table: Table): Table | null {
    const followers = [...new Set(this.#knowledge.graph.pointingTo(table).map(({ from }) => from))].filter((one) => one !== table)
    return followers.length === 1 ? followers[0] ?? null : null
  }

  #addAverages (query: Query, used: Set<Mention>, main: Table | null): void {
    for (const mark of this.#marks.aboveAverage) {
      if (main === null) throw new NotUnderstood([])
      const after = this.#behind(mark.end, used)
      const before = this.#mentions.filter(({ end }) => end <= mark.end).findLast((mention) => !this.#isTable(mention) && !used.has(mention))
      const own = after === undefined ? null : this.#column(after, main, isNumber)
      const near = before === undefined ? null : this.#column(before, main, isNumber)
      const said = this.#sentence.words.slice(Math.max(0, mark.start - 3), mark.end).map(({ text }) => text).join(' ')
      const word = /earn|gana/.test(said) ? 'salario' : 'precio'
      const byVerb = main.columns.find((column) => isNumber(column) && has(column, this.#knowledge.glossary, [word]))
      const use = own ?? near ?? (byVerb === undefined ? null : { table: main, column: byVerb })
      if (use === null) throw new NotUnderstood([])
      if (use === own && after !== undefined) used.add(after)
      else if (use === near && before !== undefined) used.add(before)
      query.conditions.push({ kind: 'average', use, operator: mark.operator })
    }
  }

  #addLikes (query: Query, used: Set<Mention>, main: Table | null): void {
    for (const mark of this.#marks.like) {
      const before = this.#mentions.filter(({ end }) => end <= mark.start).findLast((mention) => mention.start > 0 && !used.has(mention) && columnMatches(mention).length > 0 && !this.#isTable(mention))
      const own = before === undefined ? null : this.#column(before, main, (column) => column.category === 'S')
      if (own !== null && before !== undefined) used.add(before)
      const said = this.#sentence.words.slice(mark.start, mark.end).some(({ text }) => text === 'surname')
      const shown = main === null ? [] : displayColumns(main, this.#nameRank)
      const column = own?.column ?? (said ? shown.at(-1) : shown[0])
      const table = own?.table ?? main
      if (table === null || column === undefined) throw new NotUnderstood([])
      query.conditions.push({ kind: 'like', use: { table, column }, pattern: mark.pattern, negated: false })
    }
  }

  #addPeriods (query: Query, used: Set<Mention>): void {
    if (this.#periods.length === 0) return
    const [measure] = query.measures
    const base = measure === undefined ? query.entity : measure.kind === 'count' ? measure.table : measure.use.table
    const having = query.having === null ? null : query.having.measure.kind === 'count' ? query.having.measure.table : query.having.measure.use.table
    for (const period of this.#periods) {
      const near = this.#mentions.filter((mention) => mention.end <= period.start && !this.#isValueOnly(mention) && !this.#isTable(mention)).findLast(({ end }) => period.start - end <= 2)
      const named = near === undefined ? null : this.#column(near, base, (column) => isTime(column) || isYear(column, this.#knowledge.glossary))
      if (named !== null && near !== undefined) used.add(near)
      const use = named ?? this.#dateColumn(having ?? base, query, period)
      query.conditions.push({ kind: 'period', use, from: period.from, to: period.to })
    }
  }

  /** The column that tells when: of what is counted or summed, else of what it points to. */
  #dateColumn (table: Table | null, query: Query, period?: FoundPeriod, isFine = false): Use {
    const { graph, glossary } = this.#knowledge
    const [measure] = query.measures
    const own = measure === undefined ? table : measure.kind === 'count' ? measure.table : measure.use.table
    const said = period === undefined ? '' : this.#sentence.words.slice(Math.max(0, period.start - 3), period.start).map(({ text }) => text).join(' ')
    const verbs: [RegExp, string[]][] = [[/born|nacid|nacier/, ['birthdate', 'nacimiento']], [/hired|contrat/, ['hiredate', 'contrato']], [/deliver|entreg/, ['entrega']], [/shipp|envia/, ['envio']], [/founded|fundad/, ['fundado']], [/formed|formad/, ['formation']], [/depart|sali|despeg/, ['departure', 'salida']], [/register|registr|joined|ingres/, ['registro', 'ingreso', 'created']]]
    const wanted = verbs.find(([pattern]) => pattern.test(said))?.[1]
    // what is filtered by, where each of its rows is one of what is counted, tells when; else that itself, or what it points to
    const facts = own === null ? [] : query.conditions.flatMap((condition) => condition.kind !== 'related' && condition.use.table !== own && graph.path(condition.use.table, own) !== null ? [condition.use.table] : [])
    const bridges = own === null ? [] : [...query.conditions.flatMap((condition) => condition.kind === 'related' ? [] : [condition.use.table]), ...query.groups.map((group) => group.kind === 'entity' ? group.table : group.use.table)]
      .flatMap((other) => graph.path(own, other) === null ? graph.pointingTo(own).map(({ from }) => from).filter((from) => graph.path(from, other) !== null) : [])
    const tables = own === null ? [] : [...facts, ...bridges, own, ...graph.steps(own).map(({ to }) => to)]
    const isWhole = isFine ? false : period === undefined || ((period.from?.endsWith('-01-01') ?? true) && (period.to?.endsWith('-12-31') ?? true))
    for (const one of tables) {
      const byVerb = wanted === undefined ? undefined : one.columns.find((column) => (isTime(column) || (isWhole && isYear(column, glossary))) && has(column, glossary, wanted))
      if (byVerb !== undefined) return { table: one, column: byVerb }
    }
    for (const one of tables) {
      const year = isWhole ? one.columns.find((column) => isYear(column, glossary) && !has(column, glossary, ['fundado'])) : undefined
      if (year !== undefined && wanted === undefined) return { table: one, column: year }
      const times = one.columns.filter((column) => isTime(column) && !has(column, glossary, ['birthdate', 'updated', 'actualizado']) && !(times0(one) > 1 && has(column, glossary, ['created'])))
      const [first] = times
      if (first !== undefined && wanted === undefined) return { table: one, column: first }
    }
    throw new NotUnderstood(period === undefined ? [] : this.#sentence.words.slice(period.start, period.end).map(({ text }) => text))
  }

  /** A column that holds years is a group of its own. */
  #timeGroup (unit: 'year' | 'quarter' | 'month' | 'week' | 'day', main: Table | null, query: Query): Group {
    const use = unit === 'year' ? this.#dateColumn(main, query) : this.#dateColumn(main, query, undefined, true)
    return isYear(use.column, this.#knowledge.glossary) ? { kind: 'column', use } : { kind: 'time', use, unit }
  }

  #addOrder (query: Query, orders: { mark: Marks['order'][number], mention: Mention | undefined }[]): void {
    const [direction] = this.#marks.direction
    const [first] = orders
    const order = this.#orderedBy === undefined ? first : { mark: first?.mark, mention: this.#orderedBy }
    if (order === undefined && direction === undefined) return
    const descending = direction?.descending ?? false
    if (order?.mention !== undefined) {
      const use = this.#column(order.mention, query.entity)
      const [measure] = query.measures
      const isGroup = query.groups.some((group) => group.kind === 'column' && use !== null && group.use.column === use.column)
      if (use !== null && measure === undefined) query.order = { by: use, descending }
      else query.order = { by: measure === undefined || isGroup ? 'group' : 'measure', descending }
    } else if (query.order === null || direction !== undefined) {
      if (query.limit !== null) return
      const isTimeOrder = (query.groups.some(({ kind }) => kind === 'time') && !descending) || direction?.isAlphabetical === true
      if (query.groups.length > 0) query.order = { by: isTimeOrder || query.measures.length === 0 ? 'group' : 'measure', descending }
      else {
        const compared = query.conditions.find((condition) => condition.kind === 'average' || condition.kind === 'compare' || condition.kind === 'between')
        const numeric = query.columns.findLast(({ column }) => isNumber(column) || isTime(column)) ?? (compared?.use)
        const by = numeric ?? query.columns[0]
        if (by === undefined) return
        query.order = { by, descending }
        if (numeric !== undefined && !query.columns.some(({ column, table }) => column === by.column && table === by.table)) query.columns.push(by)
      }
    }
  }
}

const verbOf: Record<string, RegExp> = { departure: /^depart/, arrival: /^arriv/, salida: /^sal/, llegada: /^lleg/, delivered: /^deliver/, shipped: /^ship/ }

function times0 (table: Table): number {
  return table.columns.filter(isTime).length
}

function fail (words: string[]): never {
  throw new NotUnderstood(words)
}

export function isNumber ({ category, name }: Column): boolean {
  return category === 'N' && !isCode({ name })
}

function isCode ({ name }: Pick<Column, 'name'>): boolean {
  return identifierWords(name).some((word) => /^(?:id|codigo|code|cod|numero|number|no|phone|telefono)$/.test(word))
}

/** A number of things rather than a measure of one: it is summed where things are counted. */
function isCounter ({ name }: Column): boolean {
  return identifierWords(name).some((word) => /^(?:cantidad|quantity|qty|cant|qq|quintales|stock|existencias|unidades|units|attendance|asistencia|bags)$/.test(word))
}

/** What may be added up: amounts and quantities, rather than codes, ranks or years. */
function isSummable (column: Column, glossary: Glossary): boolean {
  return !/^(?:smallint|integer|bigint)/.test(column.type) || isCounter(column) || has(column, glossary, ['monto', 'precio', 'duracion', 'punto', 'gol', 'capacidad', 'poblacion', 'distancia', 'peso', 'milla', 'retraso', 'ingreso', 'credito', 'salario', 'hora'])
}

function isTime ({ category }: Column): boolean {
  return category === 'D'
}

function isYear (column: Column, glossary: Glossary): boolean {
  return column.category === 'N' && identifierWords(column.name).some((word) => shareKey(glossary.keysOf(word), glossary.keysOf('year')))
}

function has ({ name, comment }: Column, glossary: Glossary, words: string[]): boolean {
  const own = glossary.rewrite(identifierWords(name).join(' '), true).split(' ').map((word) => glossary.keysOf(word))
  const said = identifierWords((comment ?? '').split(/[.,:;(]/)[0] ?? '').slice(0, 3).map((word) => glossary.keysOf(word))
  return words.some((word) => [...own, ...said].some((keys) => shareKey(keys, glossary.keysOf(word))))
}

/** A name says more than a code. */
function bonus ({ name }: Column): number {
  return identifierWords(name).some((word) => /^(?:id|codigo|code|cod)$/.test(word)) ? -0.15 : 0
}

function isNameOf ({ name }: Column, sentence: Sentence, { start, end }: Mention): boolean {
  return sentence.words.slice(start, end).every(({ text }) => /^(?:nombres?|names?|fullname)$/.test(text)) && identifierWords(name).some((word) => /^(?:nombre|name|nom)$/.test(word))
}

function scaleOf ({ name, comment }: Column, unit: string): number {
  const text = `${identifierWords(name).join(' ')} ${comment ?? ''}`.toLowerCase()
  if (/^(?:hours?|horas?)$/.test(unit) && /min/.test(text)) return 60
  if (/^(?:minutes?|minutos?)$/.test(unit) && /hour|hora/.test(text)) return 1 / 60
  return 1
}
