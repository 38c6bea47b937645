import { periodsIn, type FoundPeriod } from '../../../language/periods.ts'
import type { Language } from '../../../language/words.ts'
import type { Catalogue, Column, Table } from '../../catalogue/catalogue.ts'
import { stopWords, identifierWords } from '../../words.ts'
import { isNumber, bonus } from './columns.ts'
import { nameRankFor, type NameRank } from './display.ts'
import { shareKey, type Glossary } from './glossary.ts'
import type { JoinGraph } from './joins.ts'
import type { Lexicon } from './lexicon.ts'
import { slotsOf, type Slot } from './slots.ts'
import { takeComparisons, takeMarks, type Comparison, type Marks } from './marks.ts'
import { bestTable, columnMatches, takeMentions, takeNames, type Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Use } from './query.ts'
import type { Sentence } from './sentence.ts'
import { asking, money, relates } from './small-words.ts'
import type { ValueIndex } from './values.ts'

const timeUnits: Record<string, 'year' | 'quarter' | 'month' | 'week' | 'day'> = { ano: 'year', anos: 'year', year: 'year', years: 'year', anual: 'year', yearly: 'year', trimestre: 'quarter', quarter: 'quarter', mes: 'month', meses: 'month', month: 'month', months: 'month', mensual: 'month', monthly: 'month', mensuales: 'month', semana: 'week', week: 'week', weekly: 'week', dia: 'day', day: 'day', daily: 'day', diario: 'day' }
/** Words that change what is asked: none of them may be passed over. */
const critical = /^(?:more|most|mas|menos|less|than|not|sin|without|never|nunca|except|excepto|worst|peor|peores|both|ambos|average|promedio)$/
const people = /^(?:quien|quienes|who|people|persons?|personas?|everyone|gente)$/

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
  readonly language: Language
  readonly periods: FoundPeriod[]
  readonly comparisons: Comparison[]
  readonly marks: Marks
  readonly timeGroups: { unit: 'year' | 'quarter' | 'month' | 'week' | 'day', start: number, end: number }[] = []
  readonly moneyWords: number[] = []
  readonly soldAt: number[]
  readonly nameRank: NameRank
  readonly slots: Slot[]
  mentions: Mention[]
  isOrderedByTime = false
  strong = new Set<Table>()

  constructor (sentence: Sentence, knowledge: Knowledge, language: Language, now: Date) {
    this.sentence = sentence
    this.knowledge = knowledge
    this.language = language
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
      const isName = /^(?:mensual|monthly|anual|yearly|annual|dail|diari|weekly|semanal|hourly)/.test(word) && beside.some((keys) => knowledge.lexicon.match([keys, knowledge.glossary.keysOf(word)]).some(({ element, score }) => element.kind === 'column' && score >= 0.6))
      // "ordered by year": no group of its own
      const isOrder = /^(?:ordenad|ordered|sorted|order|sort)/.test(sentence.words[start - 1]?.text ?? '')
      this.isOrderedByTime ||= isOrder
      if (!isName && !isOrder) this.timeGroups.push({ unit, start, end })
    }
    const named = takeNames(sentence, knowledge.lexicon)
    this.marks = takeMarks(sentence)
    this.soldAt = sentence.words.flatMap(({ text }, place) => /^(?:vendid[oa]s?|sold)$/.test(text) ? [place] : [])
    this.mentions = [...named, ...takeMentions(sentence, knowledge.lexicon, knowledge.values)].sort((a, b) => a.start - b.start)
    this.slots = slotsOf(this.marks, this.comparisons, this.periods)
    for (const mention of this.mentions) {
      const table = bestTable(mention, 0.85)
      if (table !== undefined) this.strong.add(table.element.table)
    }
    for (const [place, { text }] of sentence.words.entries()) {
      if (!money.test(text) || this.mentions.some(({ start, end, values }) => values.length > 0 && place >= start && place < end)) continue
      this.moneyWords.push(place)
      if (!this.mentions.some(({ start, end }) => place >= start && place < end) && !sentence.isTaken(place)) this.mentions.push({ start: place, end: place + 1, matches: [], values: [], isExact: false })
    }
    this.mentions.sort((a, b) => a.start - b.start)
  }

  get isRanked (): boolean {
    return this.marks.top.length > 0 || this.slots.some((slot) => slot.kind === 'superlative' || slot.kind === 'most' || (slot.kind === 'aggregate' && (slot.function === 'max' || slot.function === 'min')))
  }

  /** How far apart two places are: small words count for little, others for much; Infinity where the second is not behind the first. */
  distance (from: number, to: number): number {
    if (to < from) return Infinity
    let sum = 0
    for (let place = from; place < to; place++) {
      const text = this.sentence.words[place]?.text ?? ''
      const mention = this.mentions.find(({ start, end }) => place >= start && place < end)
      if (mention !== undefined) sum += (this.isValueOnly(mention) ? 1 : 2) / (mention.end - mention.start)
      else if (this.slots.some(({ start, end }) => place >= start && place < end)) sum += 1.5
      else sum += stopWords.has(text) || asking.test(text) ? 0.5 : 1
    }
    return sum
  }

  /** Whether it asks for whoever, without a name for them. */
  get asksForPeople (): boolean {
    return this.sentence.words.some(({ text }) => /^(?:quien|quienes|who|people|persons?|personas?|everyone|gente|headcount)$/.test(text))
  }

  get asksWhen (): boolean {
    return this.sentence.words.some(({ text }) => /^(?:when|cuando|dates?|fechas?|years?|anos?)$/.test(text))
  }

  /** The tables that hold people: those with a first and a last name, or a date of birth. */
  peopleTables (): Table[] {
    return [...this.knowledge.catalogue.tables.values()].filter(({ isPartition, columns }) => !isPartition && columns.some(({ name }) => /last_?name|surname|apellido|birth|nacimiento|genero|gender|sexo|hire|contratacion|full_?name|nombre_?completo|stage_?name|salari?o|sueldo|jornal|wage/i.test(name)))
  }

  /** Every word must have been understood as something: what stays over could change the question. */
  check (numbers: Set<number>): void {
    const { words } = this.sentence
    const unread = words.flatMap(({ text }, place) => {
      if (this.sentence.isTaken(place) || numbers.has(place)) return []
      // a unit that the number's column has anyway
      if (this.comparisons.some(({ end }) => end === place) && /^(?:kilos?|kilogramos?|kgs?|grams?|gramos?|liters?|litros?|days?|dias?|years?|anos?|months?|meses|weeks?|semanas?|times|veces|points?|puntos?|people|personas?|meters?|metros?|cuadrados|hectareas?|hectares?|tons?|toneladas?|units?|unidades|kms?|kilometers?|kilometres?|kilometros?|cm|m2|percent|minutes|minutos|seconds|segundos|hours|horas)$/.test(text)) return []
      // what stands behind "have" is what was done, which the tables named beside it say by themselves
      if (/^(?:han|ha|he|hemos|have|has|had)$/.test(words[place - 1]?.text ?? '') && /(?:ad|id)o$|ed$|en$|cho$|sto$/.test(text)) return []
      return critical.test(text) || (!stopWords.has(text) && !asking.test(text) && !money.test(text) && !people.test(text) && !relates(text, words[place - 1]?.text)) ? [text] : []
    })
    if (unread.length > 0) throw new NotUnderstood(unread)
  }

  isValueOnly (mention: Mention): boolean {
    // "average delay": what is averaged is no value
    const isMeasured = this.marks.aggregate.some(({ start, end }) => end === mention.start || mention.end === start)
    if (isMeasured && columnMatches(mention, 0.65).some(({ element }) => isNumber(element.column))) return false
    return mention.values.length > 0 && (mention.matches[0]?.score ?? 0) < 0.8
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

  wordsOf ({ start, end }: Mention): string[] {
    return this.sentence.words.slice(start, end).map(({ text }) => text)
  }

  isMoney ({ start, end }: Mention): boolean {
    return this.moneyWords.some((place) => place >= start && place < end)
  }
}
