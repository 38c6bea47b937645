import type { Word } from './words.ts'

/** Days from `from` to `to`, both in it, as 2024-01-31; null is open. */
export interface Period {
  from: string | null
  to: string | null
  /** The year was not said: it is the nearest one. */
  isAssumed?: boolean
}

export interface FoundPeriod extends Period {
  /** The words that said it: the first, and the one behind the last. */
  start: number
  end: number
}

export interface PeriodOptions {
  now: Date
  /** What a month or a weekday without a year means. */
  toward: 'past' | 'future'
  /** Whether 03/04/2024 is the third of April. */
  dayFirst: boolean
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'weekend'

const months = ['enero|january|jan|ene', 'febrero|february|feb', 'marzo|march|mar', 'abril|april|apr|abr', 'mayo|may', 'junio|june|jun', 'julio|july|jul',
  'agosto|august|aug|ago', 'septiembre|setiembre|september|sept|sep', 'octubre|october|oct', 'noviembre|november|nov', 'diciembre|december|dec|dic']
const weekdays = ['domingo|sunday', 'lunes|monday', 'martes|tuesday', 'miercoles|wednesday', 'jueves|thursday', 'viernes|friday', 'sabado|saturday']
const numbers = ['', 'un|una|one|a', 'dos|two', 'tres|three', 'cuatro|four', 'cinco|five', 'seis|six', 'siete|seven', 'ocho|eight', 'nueve|nine', 'diez|ten', 'once|eleven', 'doce|twelve']
const ordinals = ['primer|primero|first|1st|1er|1', 'segundo|second|2nd|2do|2', 'tercer|tercero|third|3rd|3er|3', 'cuarto|fourth|4th|4to|4']
const units: Record<Unit, string> = {
  day: 'dias?|days?',
  week: 'semanas?|weeks?',
  month: 'mes|meses|months?',
  quarter: 'trimestres?|quarters?',
  half: 'semestres?|half|halves',
  year: 'anos?|years?',
  weekend: 'fin de semana|fines de semana|weekends?'
}

const any = (list: readonly string[]) => list.filter((one) => one !== '').join('|')
const month = `(?<month>${any(months)})`
const unit = `(?<unit>${any([units.weekend, units.day, units.week, units.month, units.quarter, units.half, units.year])})`
const count = `(?<count>\\d{1,3}|${any(numbers)})`
const year = '(?<year>(?:19|20)\\d\\d)'
const ofYear = `(?: (?:of|de|del|del ano|de ano) ${year}| ${year})`
const dayNumber = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const yearSign = '(?:in|en|of|compare|comparar|compara|de|del|the year|el ano|ano|year|during|durante|for|para|since|desde|from|until|hasta|before|after|between|and|y|e|entre|antes de|despues de|to|a|al|vs|versus)'

type Groups = Record<string, string | undefined>
type Rule = [source: string, read: (groups: Groups, options: PeriodOptions) => Period | null]

/** The first that fits at a place wins, so what is longer stands first. */
const rules: Rule[] = [
  ['(?<year>\\d{4}) (?<number>\\d{1,2}) (?<day>\\d{1,2})', (groups) => day(int(groups['year']), int(groups['number']), int(groups['day']))],
  ['(?<first>\\d{1,2}) (?<second>\\d{1,2}) (?<year>(?:19|20)\\d\\d)', (groups, { dayFirst }) => slashed(int(groups['first']), int(groups['second']), int(groups['year']), dayFirst)],
  [`${dayNumber}(?: (?:of|de|del))? ${month}${ofYear}?`, dated],
  [`${month} (?:the )?${dayNumber}(?!\\d)${ofYear}?`, dated],
  [`${month}${ofYear}`, (groups) => spanOf('month', date(int(groups['year']), placeOf(months, groups['month']) + 1, 1))],
  [`(?:(?<ordinal>${any(ordinals)}) (?<part>trimestre|quarter|semestre|half)|q(?<quarter>[1-4]))${ofYear}?`, partOfYear],
  ['the day after tomorrow|day after tomorrow|pasado manana', (_groups, { now }) => days(now, 2, 2)],
  ['the day before yesterday|day before yesterday|anteayer|antier', (_groups, { now }) => days(now, -2, -2)],
  ['today|tonight|hoy|esta noche', (_groups, { now }) => days(now, 0, 0)],
  ['tomorrow|manana', (_groups, { now }) => days(now, 1, 1)],
  ['yesterday|ayer', (_groups, { now }) => days(now, -1, -1)],
  [`(?:in the )?(?:last|past|previous) ${count} ${unit}|(?:los |las |en los |en las )?(?:ultim[oa]s|pasad[oa]s) ${count} ${unit}`, (groups, { now }) => rolling(groups, now, -1)],
  [`(?:in the )?(?:next|coming) ${count} ${unit}|(?:los |las |en los |en las )?proxim[oa]s ${count} ${unit}`, (groups, { now }) => rolling(groups, now, 1)],
  [`(?:in|en|dentro de) ${count} ${unit}`, (groups, { now }) => distant(groups, now, 1)],
  [`(?:hace) ${count} ${unit}|${count} ${unit} ago`, (groups, { now }) => distant(groups, now, -1)],
  [`(?:this|current|est[ea]|(?:el|la) (?:presente|actual)) ${unit}|(?:el |la )?${unit} (?:actual|en curso)`, (groups, { now }) => shifted(groups, now, 0)],
  [`(?:the )?(?:last|past|previous) ${unit}|(?:el |la )?(?:ultim[oa]|pasad[oa]) ${unit}|(?:el |la )?${unit} (?:pasad[oa]|anterior)`, (groups, { now }) => shifted(groups, now, -1)],
  [`(?:the )?(?:next|coming) ${unit}|(?:el |la )?proxim[oa] ${unit}|(?:el |la )?${unit} (?:que viene|proxim[oa]|siguiente)`, (groups, { now }) => shifted(groups, now, 1)],
  [`(?:(?<next>next|proximo|proxima) |this |este |el |on )?(?<weekday>${any(weekdays)})(?<next> que viene| proximo)?`, weekday],
  [`(?<!\\d (?:de |of )?)(?<next>next |proximo |last |pasado )?${month}(?<next> que viene| proximo| pasado)?`, monthAlone],
  [`(?<=^|(?: |^)${yearSign} )(?:el ano |ano |the year |year )?${year}|(?<=(?: |^)${yearSign} )(?:el |the )${year}(?! \\d)`, (groups) => spanOf('year', date(int(groups['year']), 1, 1))]
]
const compiledRules = rules.map(([source, read]) => [compiled(source), read] as const)

/** A rule's pattern. A group may stand in it several times under one name, which a regular expression of Node 20 cannot have: `unit`, `unit_2`, … */
function compiled (source: string): RegExp {
  const seen = new Map<string, number>()
  const numbered = source.replaceAll(/\(\?<([a-z]+)>/g, (_group, name: string) => {
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return `(?<${times === 1 ? name : `${name}_${times}`}>`
  })
  return new RegExp(`(?<= |^)(?:${numbered})(?= |$)`, 'y')
}

/** What a pattern's groups caught, by their names without numbers. */
function groupsOf (match: RegExpExecArray): Groups {
  const caught = Object.entries(match.groups ?? {}).filter(([, text]) => text !== undefined)
  return Object.fromEntries(caught.map(([name, text]) => [name.replace(/_\d+$/, ''), text]))
}

const between = /(?<= |^)(?:between|from|entre|desde|del?|de el)(?: el| la| the)? $/
const joins = /^ (?:and|to|until|through|y|e|a|al|hasta|hasta el|hasta la|y el) $/
const before = /(?<= |^)(?:(?<without>before|antes de|antes del|anterior a|anteriores a)|until|up to|hasta|hasta el|through)(?: el| la| the)? $/
const after = /(?<= |^)(?:(?<without>after|despues de|despues del|posterior a|posteriores a)|since|from|desde|a partir de|a partir del|starting)(?: el| la| the| en| in)? $/

/** The periods that a message names, in Spanish and English. Weeks begin on Monday. */
export function periodsIn (words: readonly Word[], options: PeriodOptions): FoundPeriod[] {
  const text = words.map(({ text }) => text).join(' ')
  const found: (Period & { at: number, until: number })[] = []
  for (let at = 0; at < text.length;) {
    const period = periodAt(text, at, options)
    if (period !== null) found.push(period)
    at = period?.until ?? nextWord(text, at)
  }
  const wordAt = (place: number) => text.slice(0, place).split(' ').length - 1
  return related(text, found).map(({ at, until, from, to }) => ({ from, to, start: wordAt(at), end: wordAt(until) + 1 }))
}

function periodAt (text: string, at: number, options: PeriodOptions) {
  for (const [pattern, read] of compiledRules) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    const period = match === null ? null : read(groupsOf(match), options)
    if (match !== null && period !== null) return { ...period, at, until: at + match[0].length }
  }
  return null
}

function nextWord (text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space === -1 ? text.length : space + 1
}

/** Puts "from … to …" together, and opens what stands behind "before" and "after". */
function related (text: string, found: (Period & { at: number, until: number })[]) {
  const result: typeof found = []
  for (let place = 0; place < found.length; place++) {
    const period = found[place]
    const next = found[place + 1]
    if (period === undefined) continue
    const lead = text.slice(0, period.at)
    if (next !== undefined && joins.test(text.slice(period.until, next.at)) && (between.test(lead) || after.test(lead))) {
      // "from January to June 2024": the year that is said is both's
      const from = period.isAssumed === true && next.isAssumed !== true && period.from !== null && next.to !== null ? sameYear(period.from, next.to) : period.from
      result.push({ from, to: next.to, at: lead.replace(between, '').replace(after, '').length, until: next.until })
      place++
      continue
    }
    const [earlier, later] = [before.exec(lead), after.exec(lead)]
    if (earlier !== null) result.push({ from: null, to: earlier.groups?.['without'] !== undefined ? plus(period.from, -1) : period.to, at: earlier.index, until: period.until })
    else if (later !== null) result.push({ from: later.groups?.['without'] !== undefined ? plus(period.to, 1) : period.from, to: null, at: later.index, until: period.until })
    else result.push(period)
  }
  return result
}

function sameYear (from: string, to: string): string {
  const own = `${to.slice(0, 4)}${from.slice(4)}`
  return own <= to ? own : `${Number(to.slice(0, 4)) - 1}${from.slice(4)}`
}

function dated (groups: Groups, options: PeriodOptions): Period | null {
  const number = placeOf(months, groups['month']) + 1
  const given = groups['year']
  const own = options.now.getUTCFullYear()
  if (given !== undefined) return day(int(given), number, int(groups['day']))
  const thisYear = day(own, number, int(groups['day']))
  if (thisYear === null) return null
  const assumed = (period: Period | null) => period === null ? null : { ...period, isAssumed: true }
  const today = iso(options.now)
  const isWrongWay = options.toward === 'future' ? (thisYear.to ?? '') < today : (thisYear.from ?? '') > today
  return assumed(isWrongWay ? day(own + (options.toward === 'future' ? 1 : -1), number, int(groups['day'])) : thisYear)
}

function slashed (first: number, second: number, year: number, dayFirst: boolean): Period | null {
  const isDayFirst = first > 12 || (dayFirst && second <= 12)
  return isDayFirst ? day(year, second, first) : day(year, first, second)
}

function partOfYear (groups: Groups, { now, toward }: PeriodOptions): Period {
  const isHalf = groups['part'] === 'semestre' || groups['part'] === 'half'
  const number = groups['quarter'] !== undefined ? int(groups['quarter']) : placeOf(ordinals, groups['ordinal']) + 1
  const start = (of: number) => date(of, (number - 1) * (isHalf ? 6 : 3) + 1, 1)
  const span = (of: number) => spanOf(isHalf ? 'half' : 'quarter', start(of))
  if (groups['year'] !== undefined) return span(int(groups['year']))
  const own = now.getUTCFullYear()
  return toward === 'past' && start(own) > now ? span(own - 1) : span(own)
}

function rolling (groups: Groups, now: Date, direction: 1 | -1): Period | null {
  const [number, unit] = amountOf(groups)
  const end = moved(now, unit, number * direction)
  return direction === 1 ? { from: iso(now), to: iso(end) } : { from: plus(iso(end), unit === 'day' ? 1 : 0), to: iso(now) }
}

/** "In two weeks" is a day, "two months ago" a month. */
function distant (groups: Groups, now: Date, direction: 1 | -1): Period {
  const [number, unit] = amountOf(groups)
  const then = moved(now, unit, number * direction)
  return unit === 'day' || unit === 'week' || unit === 'weekend' ? { from: iso(then), to: iso(then) } : spanOf(unit, then)
}

function shifted (groups: Groups, now: Date, by: number): Period {
  const [, unit] = amountOf({ count: '1', ...groups })
  return spanOf(unit, moved(unit === 'weekend' || unit === 'week' || unit === 'day' ? now : monthStart(now), unit, by))
}

function weekday (groups: Groups, { now, toward }: PeriodOptions): Period {
  const wanted = placeOf(weekdays, groups['weekday'])
  const ahead = (wanted - now.getUTCDay() + 7) % 7
  if (toward === 'past') return days(now, (ahead || 7) - 7, (ahead || 7) - 7)
  const isNext = groups['next'] === 'next'
  // "next Friday" is the one of next week
  const offset = isNext ? (wanted + 6) % 7 - (now.getUTCDay() + 6) % 7 + 7 : ahead
  return days(now, offset, offset)
}

function monthAlone (groups: Groups, { now, toward }: PeriodOptions): Period | null {
  const word = groups['month'] ?? ''
  const number = placeOf(months, word) + 1
  const direction = /last|pasado/.test(groups['next'] ?? '') ? 'past' : groups['next'] !== undefined ? 'future' : toward
  // these are words of their own: a month only with another sign of one
  if (['may', 'mar', 'ago', 'sep', 'jan', 'dic', 'ene'].includes(word) && direction === toward) return null
  const own = now.getUTCFullYear()
  const [year, thisMonth] = [own, now.getUTCMonth() + 1]
  const named = direction === 'future' ? (number < thisMonth ? year + 1 : year) : number > thisMonth ? year - 1 : year
  return { ...spanOf('month', date(named, number, 1)), isAssumed: true }
}

function amountOf (groups: Groups): [number: number, unit: Unit] {
  const word = groups['count'] ?? '1'
  const unitWord = groups['unit'] ?? 'day'
  const unit = (Object.keys(units) as Unit[]).find((name) => new RegExp(`^(?:${units[name]})$`).test(unitWord)) ?? 'day'
  return [/^\d+$/.test(word) ? int(word) : placeOf(numbers, word), unit]
}

/** The whole unit around a day. */
function spanOf (unit: Unit, at: Date): Period {
  const [year, number] = [at.getUTCFullYear(), at.getUTCMonth()]
  switch (unit) {
    case 'day': return days(at, 0, 0)
    case 'week': return days(at, -((at.getUTCDay() + 6) % 7), 6 - (at.getUTCDay() + 6) % 7)
    case 'weekend': return days(at, 5 - (at.getUTCDay() + 6) % 7, 6 - (at.getUTCDay() + 6) % 7)
    case 'month': return { from: iso(date(year, number + 1, 1)), to: iso(date(year, number + 2, 0)) }
    case 'quarter': return monthsFrom(year, Math.floor(number / 3) * 3, 3)
    case 'half': return monthsFrom(year, Math.floor(number / 6) * 6, 6)
    case 'year': return { from: `${year}-01-01`, to: `${year}-12-31` }
  }
}

function monthsFrom (year: number, number: number, length: number): Period {
  return { from: iso(date(year, number + 1, 1)), to: iso(date(year, number + length + 1, 0)) }
}

function moved (at: Date, unit: Unit, by: number): Date {
  if (unit === 'day') return new Date(at.getTime() + by * dayMs)
  if (unit === 'week' || unit === 'weekend') return new Date(at.getTime() + by * 7 * dayMs)
  const length = { month: 1, quarter: 3, half: 6, year: 12 }[unit]
  const target = date(at.getUTCFullYear(), at.getUTCMonth() + 1 + by * length, 1)
  const last = date(target.getUTCFullYear(), target.getUTCMonth() + 2, 0).getUTCDate()
  return date(target.getUTCFullYear(), target.getUTCMonth() + 1, Math.min(at.getUTCDate(), last))
}

const dayMs = 86_400_000

function days (now: Date, from: number, to: number): Period {
  return { from: plus(iso(now), from), to: plus(iso(now), to) }
}

function day (year: number, number: number, dayOfMonth: number): Period | null {
  const at = date(year, number, dayOfMonth)
  if (at.getUTCMonth() !== number - 1 || at.getUTCDate() !== dayOfMonth) return null
  return { from: iso(at), to: iso(at) }
}

function plus (day: string | null, by: number): string | null {
  return day === null ? null : iso(new Date(Date.parse(day) + by * dayMs))
}

const monthStart = (now: Date) => date(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)
const date = (year: number, number: number, day: number) => new Date(Date.UTC(year, number - 1, day))
const iso = (at: Date) => at.toISOString().slice(0, 10)
const int = (text: string | undefined) => Number(text)
const placeOf = (list: readonly string[], word = '') => list.findIndex((one) => one.split('|').includes(word))
