import { parse } from 'lossless-json'
import type { Fault } from '../errors.ts'
import { endOfString } from '../json/slices.ts'

const maxDepth = 1000
const maxIntegerDigits = 131_072
const maxFractionDigits = 16_383
const maxNamedFaults = 100

/**
 * What of a valid JSON text PostgreSQL's `jsonb` could not hold, each with its path below `prefix`: U+0000 and
 * lone surrogates, numbers beyond `numeric` (PostgreSQL manual, 8.1.2 and 8.14), and nesting that would exhaust
 * the server's stack. `value` is the same text parsed.
 */
export function jsonbFaults (text: string, value: unknown, prefix: string): Fault[] {
  const found = scan(text)
  if (found === 'nothing') return []
  if (found === 'depth') return [{ path: prefix, message: `is nested more than ${maxDepth} levels deep` }]
  const faults: Fault[] = []
  collectFaults(found === 'text' ? value : parseNumberTexts(text), prefix, faults)
  // in a member that a later one of the same name hides, the database would find it all the same
  return faults.length > 0 ? faults : [{ path: prefix, message: `has a ${found} that PostgreSQL cannot hold` }]
}

/**
 * A pattern rather than `includes`: V8 takes that for free of effects and, in an optimized loop, may search the
 * text again at each turn.
 */
const escape = /\\u/

/** One look at every token: the first kind of thing that jsonb would refuse, too much depth before all others. */
function scan (text: string): 'nothing' | 'depth' | 'text' | 'number' {
  let depth = 0
  let found: 'nothing' | 'text' | 'number' = 'nothing'
  const hasEscapes = escape.test(text)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x22) {
      const end = endOfString(text, index)
      if (hasEscapes && found === 'nothing' && isBadText(text.slice(index, end + 1))) found = 'text'
      index = end
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > maxDepth) return 'depth'
    } else if (code === 0x5d || code === 0x7d) {
      depth--
    } else if (code === 0x2d || isDigit(code)) {
      const end = endOfNumber(text, index)
      if (found === 'nothing' && !isPlain(text, index, end) && !fitsNumeric(text.slice(index, end))) found = 'number'
      index = end - 1
    }
  }
  return found
}

function isBadText (json: string): boolean {
  if (!escape.test(json)) return false
  const value: string = JSON.parse(json)
  return value.includes('\0') || !value.isWellFormed()
}

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

/** A number as its digits, so that none are lost. */
class NumberText {
  readonly digits: string

  constructor (digits: string) {
    this.digits = digits
  }
}

/** The text parsed with every number as NumberText, the later of two members of one name, as JSON.parse has it. */
function parseNumberTexts (text: string): unknown {
  return parse(text, null, {
    parseNumber: (digits) => new NumberText(digits), onDuplicateKey: ({ newValue }) => newValue
  })
}

function collectFaults (value: unknown, path: string, faults: Fault[]): void {
  if (faults.length >= maxNamedFaults) return
  if (typeof value === 'string') {
    faults.push(...textFaults(value, path))
  } else if (value instanceof NumberText) {
    const message = 'is a number with more digits than PostgreSQL can hold'
    if (!fitsNumeric(value.digits)) faults.push({ path, message })
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collectFaults(item, `${path}/${index}`, faults)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const keyPath = `${path}/${pointerSegment(key)}`
      faults.push(...textFaults(key, keyPath))
      collectFaults(item, keyPath, faults)
    }
  }
}

/** A member's name in a JSON Pointer (RFC 6901), without what an answer could not hold. */
function pointerSegment (key: string): string {
  return key.toWellFormed().replaceAll('\0', '\uFFFD').replaceAll('~', '~0').replaceAll('/', '~1')
}

function textFaults (text: string, path: string): Fault[] {
  if (text.includes('\0')) return [{ path, message: 'contains \\u0000, which PostgreSQL cannot hold' }]
  if (!text.isWellFormed()) return [{ path, message: 'contains a lone surrogate, which is not valid Unicode' }]
  return []
}

function fitsNumeric (digits: string): boolean {
  const parts = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(digits) ?? []
  const [, integer = '', fraction = '', exponentText = '0'] = parts
  const exponent = Number(exponentText)
  const leadingZeros = (integer + fraction).search(/[1-9]/)
  const integerDigits = leadingZeros === -1 ? 1 : integer.length - leadingZeros + exponent
  const fractionDigits = fraction.length - exponent
  return Math.abs(exponent) < 1e6 && integerDigits <= maxIntegerDigits && fractionDigits <= maxFractionDigits
}
