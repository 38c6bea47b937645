import type { Unit } from './calendar.ts'
import words from './words.json' with { type: 'json' }

export type Groups = Record<string, string | undefined>

const { units } = words
const anyOf = (lists: readonly (readonly string[])[]) => lists.flat().join('|')

/** Pieces of patterns, each with a group that says what it caught. */
export const month = `(?<month>${anyOf(words.months)})`
export const weekday = `(?<weekday>${anyOf(words.weekdays)})`
export const ordinal = `(?<ordinal>${anyOf(words.ordinals)})`
export const unit = `(?<unit>${anyOf(Object.values(units))})`
export const count = `(?<count>\\d{1,3}|${anyOf(words.numbers)})`
export const year = '(?<year>(?:19|20)\\d\\d)'
export const ofYear = `(?: (?:of|de|del|del ano|de ano) ${year}| ${year})`
export const dayNumber = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
/** What stands in front of a number that is a year. */
export const yearSign = `(?:${words.yearSigns.join('|')})`

/**
 * A pattern of whole words, for one place of a text. A group may stand in it several times under one name, which a
 * regular expression of Node 20 cannot have: `unit`, `unit_2`, …
 */
export function compile (source: string): RegExp {
  const seen = new Map<string, number>()
  const numbered = source.replaceAll(/\(\?<([a-z]+)>/g, (_group, name: string) => {
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return `(?<${times === 1 ? name : `${name}_${times}`}>`
  })
  return new RegExp(`(?<= |^)(?:${numbered})(?= |$)`, 'y')
}

/** What a pattern's groups caught, by their names without numbers. */
export function groupsOf (match: RegExpExecArray): Groups {
  const caught = Object.entries(match.groups ?? {}).filter(([, text]) => text !== undefined)
  return Object.fromEntries(caught.map(([name, text]) => [name.replace(/_\d+$/, ''), text]))
}

/** The number of a month from 1, of an ordinal from 1, of a weekday from 0 (Sunday); of no such word one less. */
export const monthOf = (word = '') => placeOf(words.months, word) + 1
export const ordinalOf = (word = '') => placeOf(words.ordinals, word) + 1
export const weekdayOf = (word = '') => placeOf(words.weekdays, word)

/** Whether a month's name is a word of its own besides. */
export function isAmbiguousMonth (word: string): boolean {
  return words.monthsWithOtherMeanings.includes(word)
}

/** "two weeks": how many of what; one day where nothing is said. */
export function amountOf ({ count = '1', unit = 'day' }: Groups): [number: number, unit: Unit] {
  return [/^\d+$/.test(count) ? Number(count) : placeOf(words.numbers, count) + 1, unitOf(unit)]
}

function unitOf (word: string): Unit {
  const names = ['day', 'week', 'month', 'quarter', 'half', 'year', 'weekend'] as const
  return names.find((name) => units[name].includes(word)) ?? 'day'
}

function placeOf (lists: readonly (readonly string[])[], word: string): number {
  return lists.findIndex((list) => list.includes(word))
}
