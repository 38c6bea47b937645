import { addDays, type Period } from './periods/calendar.ts'
import { groupsOf } from './periods/patterns.ts'
import type { PeriodOptions } from './periods/readings.ts'
import { periodRules } from './periods/rules.ts'
import words from './periods/words.json' with { type: 'json' }
import type { Word } from './words.ts'

export interface FoundPeriod extends Period {
  /** The words that said it: the first, and the one behind the last. */
  start: number
  end: number
}

/** A period with where it stands in the text. */
interface PlacedPeriod extends Period {
  at: number
  until: number
}

const { between, join, before, until, after, since } = words.relations
const betweenPattern = new RegExp(`(?<= |^)(?:${between.join('|')})(?: el| la| the)? $`)
const joinPattern = new RegExp(`^ (?:${join.join('|')}) $`)
const beforePattern = leadPattern(before, until, ' el| la| the')
const afterPattern = leadPattern(after, since, ' el| la| the| en| in')

/** What stands in front of a period and opens it; `without` caught what leaves the period itself out. */
function leadPattern (without: string[], within: string[], articles: string): RegExp {
  return new RegExp(`(?<= |^)(?:(?<without>${without.join('|')})|${within.join('|')})(?:${articles})? $`)
}

/** The periods that a message names, in Spanish and English. Weeks begin on Monday. */
export function periodsIn (words: readonly Word[], options: PeriodOptions): FoundPeriod[] {
  const text = words.map(({ text }) => text).join(' ')
  const found: PlacedPeriod[] = []
  for (let at = 0; at < text.length;) {
    const period = periodAt(text, at, options)
    if (period !== null) found.push(period)
    at = period?.until ?? nextWord(text, at)
  }
  const wordAt = (place: number) => text.slice(0, place).split(' ').length - 1
  return combine(text, found).map(({ at, until, from, to }) => (
    { from, to, start: wordAt(at), end: wordAt(until) + 1 }
  ))
}

function periodAt (text: string, at: number, options: PeriodOptions): PlacedPeriod | null {
  for (const { pattern, read } of periodRules) {
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
function combine (text: string, found: PlacedPeriod[]): PlacedPeriod[] {
  const result: PlacedPeriod[] = []
  for (let place = 0; place < found.length; place++) {
    const period = found[place]
    if (period === undefined) continue
    const lead = text.slice(0, period.at)
    const span = spanTo(found[place + 1], period, text, lead)
    if (span !== null) place++
    result.push(span ?? opened(period, lead))
  }
  return result
}

function spanTo (
  next: PlacedPeriod | undefined, period: PlacedPeriod, text: string, lead: string
): PlacedPeriod | null {
  if (next === undefined || !joinPattern.test(text.slice(period.until, next.at))) return null
  if (!betweenPattern.test(lead) && !afterPattern.test(lead)) return null
  // "from January to June 2024": the year that is said is both's
  const sharesYear = period.isAssumed === true && next.isAssumed !== true
  const { from } = period
  const at = lead.replace(betweenPattern, '').replace(afterPattern, '').length
  return {
    from: sharesYear && from !== null && next.to !== null ? sameYear(from, next.to) : from,
    to: next.to,
    at,
    until: next.until
  }
}

function opened (period: PlacedPeriod, lead: string): PlacedPeriod {
  const { from, to, until } = period
  const earlier = beforePattern.exec(lead)
  if (earlier !== null) {
    const isWithout = earlier.groups?.['without'] !== undefined
    return { from: null, to: isWithout ? addDays(from, -1) : to, at: earlier.index, until }
  }
  const later = afterPattern.exec(lead)
  if (later === null) return period
  const isWithout = later.groups?.['without'] !== undefined
  return { from: isWithout ? addDays(to, 1) : from, to: null, at: later.index, until }
}

/** The last such day that is not behind `to`. */
function sameYear (from: string, to: string): string {
  const own = `${to.slice(0, 4)}${from.slice(4)}`
  return own <= to ? own : `${Number(to.slice(0, 4)) - 1}${from.slice(4)}`
}
