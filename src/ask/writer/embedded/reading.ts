import { periodsIn, type FoundPeriod } from '../../../language/periods.ts'
import type { Language } from '../../../language/words.ts'
import type { Catalogue, Column, Table } from '../../catalogue/catalogue.ts'
import { fillers, identifierWords } from '../../words.ts'
import { isNumber, bonus } from './columns.ts'
import { nameRankFor, type NameRank } from './display.ts'
import { shareKey, type Glossary } from './glossary.ts'
import type { JoinGraph } from './joins.ts'
import type { Lexicon } from './lexicon.ts'
import { takeComparisons, takeMarks, type Comparison, type Marks } from './marks.ts'
import { bestTable, columnMatches, takeMentions, takeNames, type Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Group, Use } from './query.ts'
import type { Sentence } from './sentence.ts'
import { asking, money } from './small-words.ts'
import type { ValueIndex } from './values.ts'

const timeUnits: Record<string, 'year' | 'quarter' | 'month' | 'week' | 'day'> = { ano: 'year', anos: 'year', year: 'year', years: 'year', anual: 'year', yearly: 'year', trimestre: 'quarter', quarter: 'quarter', mes: 'month', meses: 'month', month: 'month', months: 'month', mensual: 'month', monthly: 'month', mensuales: 'month', semana: 'week', week: 'week', weekly: 'week', dia: 'day', day: 'day', daily: 'day', diario: 'day' }
/** Words that change what is asked: none of them may be passed over. */
const critical = /^(?:more|most|mas|menos|less|than|not|sin|without|never|nunca|except|excepto|worst|peor|peores|both|ambos|average|promedio)$/
const people = /^(?:quien|quienes|who)$/

export interface Knowledge {
  catalogue: Catalogue
  glossary: Glossary
  lexicon: Lexicon
  graph: JoinGraph
  values: ValueIndex
}

/** A question while it is read: its words, what stands in them, and what of it has been understood. */
export class Reading {
  readonly sentence: Sentence
  readonly knowledge: Knowledge
  readonly periods: FoundPeriod[]
  readonly comparisons: Comparison[]
  readonly marks: Marks
  readonly timeGroups: { unit: 'year' | 'quarter' | 'month' | 'week' | 'day', start: number, end: number }[] = []
  readonly moneyWords: number[] = []
  readonly soldAt: number[]
  readonly nameRank: NameRank
  mentions: Mention[]
  orderedBy: Mention | undefined
  ownHaving = false
  isOrderedByTime = false
  strong = new Set<Table>()

  constructor (sentence: Sentence, knowledge: Knowledge, language: Language, now: Date) {
    this.sentence = sentence
    this.knowledge = knowledge
    this.nameRank = nameRankFor(knowledge.glossary)
    this.periods = periodsIn(sentence.words, { now, toward: 'past', dayFirst: language === 'es' })
    for (const { start, end } of this.periods) sentence.take(start, end)
    this.comparisons = takeComparisons(sentence)
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
      // "ordered by year": no group of its own
      const isOrder = /^(?:ordenad|ordered|sorted|order|sort)/.test(sentence.words[start - 1]?.text ?? '')
      this.isOrderedByTime ||= isOrder
      if (!isName && !isOrder) this.timeGroups.push({ unit, start, end })
    }
    const named = takeNames(sentence, knowledge.lexicon)
    this.marks = takeMarks(sentence)
    this.soldAt = sentence.words.flatMap(({ text }, place) => /^(?:vendid[oa]s?|sold)$/.test(text) ? [place] : [])
    this.mentions = [...named, ...takeMentions(sentence, knowledge.lexicon, knowledge.values)].sort((a, b) => a.start - b.start)
    for (const mention of this.mentions) {
      const table = bestTable(mention, 0.85)
      if (table !== undefined) this.strong.add(table.element.table)
    }
    for (const [place, { text }] of sentence.words.entries()) {
      if (money.test(text) && !this.mentions.some(({ start, end, values }) => values.length > 0 && place >= start && place < end)) this.moneyWords.push(place)
    }
  }

  /** Every word must have been understood as something: what stays over could change the question. */
  check (used: Set<Mention>): void {
    // what stands behind "have" is what was done, which the tables named beside it say by themselves
    for (const [place, { text }] of this.sentence.words.entries()) {
      if (/^(?:han|ha|he|hemos|have|has|had)$/.test(this.sentence.words[place - 1]?.text ?? '') && /(?:ad|id)o$|ed$|en$|cho$|sto$/.test(text)) this.sentence.take(place, place + 1)
    }
    const unread = this.sentence.left().filter((word) => critical.test(word) || (!fillers.has(word) && !asking.test(word) && !money.test(word) && !people.test(word)))
    const idle = this.mentions.filter((mention) => !used.has(mention) && mention.values.length + mention.matches.length > 0)
    const words = idle.flatMap(({ start, end }) => this.sentence.words.slice(start, end).map(({ text }) => text)).filter((word) => !asking.test(word) && !money.test(word))
    if (unread.length > 0 || words.length > 0) throw new NotUnderstood([...unread, ...words])
  }

  /** The mention that stands right behind a place, with nothing but small words between. */
  behind (place: number, used: Set<Mention>, gap = 2): Mention | undefined {
    const next = this.mentions.find((mention) => mention.start >= place && !used.has(mention))
    if (next === undefined) return undefined
    const between = this.sentence.words.slice(place, next.start).filter(({ text }) => !fillers.has(text) && !asking.test(text))
    return between.length === 0 && next.start - place <= gap + 1 ? next : undefined
  }

  /** What is joined to a mention by "and" or "or". */
  joinedBy (mention: Mention, used: Set<Mention>): Mention[] {
    const others: Mention[] = []
    for (let at = mention.end; ;) {
      const joiner = this.sentence.words[at]?.text ?? ''
      const next = this.mentions.find(({ start }) => start === (/^(?:and|y|e|or|o|u)$/.test(joiner) ? at + 1 : at))
      if (!/^(?:and|y|e)$/.test(joiner) || next === undefined || used.has(next) || this.isValueOnly(next)) return others
      used.add(next)
      others.push(next)
      at = next.end
    }
  }

  isValueOnly (mention: Mention): boolean {
    // "average delay": what is averaged is no value
    const isMeasured = this.marks.aggregate.some(({ start, end }) => end === mention.start || mention.end === start)
    if (isMeasured && columnMatches(mention, 0.65).some(({ element }) => isNumber(element.column))) return false
    return mention.values.length > 0 && (mention.matches[0]?.score ?? 0) < 0.8
  }

  /** The first thing named that is no value; a table that is named outright before a column. */
  target (mentions: Mention[]): Mention | undefined {
    const named = mentions.filter((mention) => !this.isValueOnly(mention) && mention.matches.length > 0)
    const isAdjective = (mention: Mention) => !this.isTable(mention) && columnMatches(mention)[0]?.element.column.category === 'B'
    // "high priority projects": beside its value it is a condition
    const isOfValue = (mention: Mention) => !this.isTable(mention) && mentions.some((other) => this.isValueOnly(other) && (other.end === mention.start || other.start === mention.end) && other.values.some(({ column }) => columnMatches(mention).some(({ element }) => element.column === column)))
    return named.find((mention, place) => (!isAdjective(mention) && !isOfValue(mention)) || place === named.length - 1)
  }

  tableOf (mention: Mention): Table | null {
    const [best] = mention.matches
    const table = bestTable(mention, 0.5)
    if (table !== undefined && (best === undefined || table.score >= best.score - 0.1)) return table.element.table
    if (best === undefined) return null
    return best.element.kind === 'table' && best.score < 0.5 ? null : this.column(mention, null)?.table ?? null
  }

  isTable (mention: Mention): boolean {
    const table = bestTable(mention, 0.5)
    const [column] = columnMatches(mention)
    return table !== undefined && table.score >= (column?.score ?? 0) - 0.05
  }

  /** The column that a mention means: the likeliest name, near what else is spoken of. */
  column (mention: Mention, main: Table | null, fits: (column: Column) => boolean = () => true): Use | null {
    const ranked = columnMatches(mention, 0.35).filter(({ element }) => fits(element.column)).map(({ element, score }) => ({ element, score: score + this.nearness(element.table, main) + bonus(element.column) })).sort((a, b) => b.score - a.score)
    const [best] = ranked
    if (best === undefined) return null
    const step = this.step(best.element.table, best.element.column, mention)
    return step ?? { table: best.element.table, column: best.element.column }
  }

  /** A column of a table that is pointed to twice, by the word that tells the ways apart ("city of destination"). */
  step (table: Table, column: Column, mention: Mention): Use | null {
    for (const source of this.strong) {
      const ways = this.knowledge.graph.steps(source).filter(({ to }) => to === table)
      if (ways.length < 2) continue
      const around = [...this.sentence.keys.slice(Math.max(0, mention.start - 2), mention.end + 3)]
      const way = ways.find(({ columns }) => identifierWords(columns[0] ?? '').some((word) => around.some((keys) => shareKey(keys, this.knowledge.glossary.keysOf(word)))))
      if (way !== undefined) return { table, column, via: way.columns[0] }
    }
    return null
  }

  nearness (table: Table, main: Table | null): number {
    const { graph } = this.knowledge
    if (table === main) return 0.2
    if (this.strong.has(table)) return 0.17
    const from = [...this.strong, ...(main === null ? [] : [main])]
    if (from.length === 0) return 0
    const lengths = from.flatMap((one) => [graph.path(one, table)?.length, graph.path(table, one)?.length]).filter((length) => length !== undefined)
    return lengths.length === 0 ? -0.5 : Math.max(0.15 - 0.05 * Math.min(...lengths), -0.1)
  }

  groupOf (mention: Mention, main: Table | null): Group {
    if (this.isTable(mention)) {
      const table = bestTable(mention)?.element.table
      if (table !== undefined && table !== main) return { kind: 'entity', table }
    }
    const use = this.column(mention, main, ({ category }) => category !== 'N') ?? this.column(mention, main)
    if (use !== null) return { kind: 'column', use }
    const table = bestTable(mention)?.element.table
    if (table !== undefined) return { kind: 'entity', table }
    throw new NotUnderstood(this.wordsOf(mention))
  }

  wordsOf ({ start, end }: Mention): string[] {
    return this.sentence.words.slice(start, end).map(({ text }) => text)
  }

  isMoney ({ start, end }: Mention): boolean {
    return this.moneyWords.some((place) => place >= start && place < end)
  }
}
