import type { Fault } from '../errors.ts'
import { endOfString } from '../json/slices.ts'

/** How many values an event's text may have, so that looking at one does not hold up everybody else. */
export const maxValues = 100_000

const maxIntegerDigits = 131_072
const maxFractionDigits = 16_383
const maxNamedFaults = 100

/** What a look at every character of a text tells; the text need not be JSON. */
export interface Measured {
  /** The most levels of brackets that are open at once. */
  depth: number
  /** How many values there are, or a few more. */
  values: number
  /** Whether it holds something that PostgreSQL's `jsonb` could not: `unstorableFaults` tells what and where. */
  hasUnstorable: boolean
}

export function measure (text: string): Measured {
  const measured: Measured = { depth: 0, values: 1, hasUnstorable: false }
  const hasEscapes = escape.test(text)
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x22) {
      const end = endOfString(text, index)
      if (hasEscapes && !measured.hasUnstorable) measured.hasUnstorable = escapeFault(text, index, end) !== null
      index = end
    } else if (code === 0x5b || code === 0x7b) {
      measured.values++
      if (++depth > measured.depth) measured.depth = depth
    } else if (code === 0x5d || code === 0x7d) {
      depth--
    } else if (code === 0x2c) {
      measured.values++
    } else if (code === 0x2d || isDigit(code)) {
      const end = endOfNumber(text, index)
      if (!measured.hasUnstorable) measured.hasUnstorable = !isPlain(text, index, end) && !fitsNumeric(text, index, end)
      index = end - 1
    }
  }
  return measured
}

/**
 * A pattern rather than `includes`: V8 takes that for free of effects and, in an optimized loop, may search the
 * text again at each turn.
 */
const escape = /\\u/

/** A container that the walk is in, and where in it: at the member of a name (as JSON), or at an index. */
type Level = { name: string } | { index: number }

/**
 * What of a valid JSON text PostgreSQL's `jsonb` could not hold, each with its path below `prefix`: U+0000, lone
 * surrogates, and numbers beyond `numeric` (PostgreSQL manual, 8.1.2 and 8.14). Members that a later one of the same
 * name hides are named too, since the database reads them all the same.
 */
export function unstorableFaults (text: string, prefix: string): Fault[] {
  const faults: Fault[] = []
  const levels: Level[] = []
  let isName = false
  const add = (message: string) => faults.push({ path: prefix + levels.map(pointerSegment).join(''), message })

  for (let index = 0; index < text.length && faults.length < maxNamedFaults; index++) {
    const code = text.charCodeAt(index)
    const level = levels.at(-1)
    if (code === 0x22) {
      const end = endOfString(text, index)
      if (isName && level !== undefined && 'name' in level) level.name = text.slice(index, end + 1)
      const fault = escapeFault(text, index, end)
      if (fault !== null) add(fault)
      isName = false
      index = end
    } else if (code === 0x7b) {
      levels.push({ name: '""' })
      isName = true
    } else if (code === 0x5b) {
      levels.push({ index: 0 })
      isName = false
    } else if (code === 0x5d || code === 0x7d) {
      levels.pop()
      isName = false
    } else if (code === 0x2c && level !== undefined) {
      isName = 'name' in level
      if ('index' in level) level.index++
    } else if (code === 0x2d || isDigit(code)) {
      const end = endOfNumber(text, index)
      if (!fitsNumeric(text, index, end)) add('is a number with more digits than PostgreSQL can hold')
      index = end - 1
    }
  }
  return faults
}

/** A level's segment of a JSON Pointer (RFC 6901), without what an answer could not hold. */
function pointerSegment (level: Level): string {
  if ('index' in level) return `/${level.index}`
  const name = String(JSON.parse(level.name)).toWellFormed().replaceAll('\0', '\uFFFD')
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** What an escape in the JSON string between two quotes stands for that PostgreSQL cannot hold; null for nothing. */
function escapeFault (text: string, start: number, end: number): string | null {
  let highAt = -1 // where the low half of a pair must begin
  for (let index = start; index < end; index++) {
    if (text.charCodeAt(index) !== 0x5c) continue
    const isUnicode = text.charCodeAt(index + 1) === 0x75
    const unit = isUnicode ? parseInt(text.slice(index + 2, index + 6), 16) : NaN
    if (unit === 0) return 'contains \\u0000, which PostgreSQL cannot hold'
    const isLow = unit >= 0xdc00 && unit <= 0xdfff
    if (isLow !== (highAt === index)) return loneSurrogate
    index += isUnicode ? 5 : 1
    highAt = unit >= 0xd800 && unit <= 0xdbff ? index + 1 : -1
    if (highAt !== -1 && text.charCodeAt(highAt) !== 0x5c) return loneSurrogate
  }
  return null
}

const loneSurrogate = 'contains a lone surrogate, which is not valid Unicode'

function endOfNumber (text: string, start: number): number {
  let end = start + 1
  while (isInNumber(text.charCodeAt(end))) end++
  return end
}

function isDigit (code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Whether a character may stand behind the first of a number: a digit, `.`, `e`, `E`, `+` or `-`. */
function isInNumber (code: number): boolean {
  return isDigit(code) || code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2b || code === 0x2d
}

/** Few digits and no exponent: most numbers, which need no closer look. */
function isPlain (text: string, start: number, end: number): boolean {
  if (end - start > 1000) return false
  for (let index = start; index < end; index++) if ((text.charCodeAt(index) | 0x20) === 0x65) return false
  return true
}

function fitsNumeric (text: string, start: number, end: number): boolean {
  const parts = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text.slice(start, end)) ?? []
  const [, integer = '', fraction = '', exponentText = '0'] = parts
  const exponent = Number(exponentText)
  const leadingZeros = (integer + fraction).search(/[1-9]/)
  const integerDigits = leadingZeros === -1 ? 1 : integer.length - leadingZeros + exponent
  const fractionDigits = fraction.length - exponent
  return Math.abs(exponent) < 1e6 && integerDigits <= maxIntegerDigits && fractionDigits <= maxFractionDigits
}
