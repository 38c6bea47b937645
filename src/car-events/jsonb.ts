import { parse } from 'lossless-json'
import type { Fault } from '../errors.ts'

const maxDepth = 1000
const maxIntegerDigits = 131_072
const maxFractionDigits = 16_383

/**
 * What of a valid JSON text PostgreSQL's `jsonb` could not hold, each with its path below `prefix`: U+0000 and
 * lone surrogates, numbers beyond `numeric` (PostgreSQL manual, 8.1.2 and 8.14), and nesting that would exhaust
 * the server's stack. `value` is the same text parsed.
 */
export function jsonbFaults (text: string, value: unknown, prefix: string): Fault[] {
  if (text.length > 2 * maxDepth && depth(text) > maxDepth) {
    return [{ path: prefix, message: `is nested more than ${maxDepth} levels deep` }]
  }
  const faults: Fault[] = []
  if (/\\u(?:0000|[dD][89a-fA-F])/.test(text)) walk(value, prefix, faults)
  if (mayHaveHugeNumber(text)) walk(parse(text, null, { parseNumber: (digits) => new NumberText(digits), onDuplicateKey: ({ newValue }) => newValue }), prefix, faults)
  return faults
}

/** A number as its digits, so that none are lost. */
class NumberText {
  readonly digits: string

  constructor (digits: string) {
    this.digits = digits
  }
}

function mayHaveHugeNumber (text: string): boolean {
  return /[:[,\s]-?\d[\d.]*[eE][+-]?\d{4}|^-?\d[\d.]*[eE]/.test(text) || (text.length > maxFractionDigits && /[\d.]{10000}/.test(text))
}

function walk (value: unknown, path: string, faults: Fault[]): void {
  if (typeof value === 'string') {
    faults.push(...textFaults(value, path))
  } else if (value instanceof NumberText) {
    if (!fitsNumeric(value.digits)) faults.push({ path, message: 'is a number with more digits than PostgreSQL can hold' })
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, `${path}/${index}`, faults)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const keyPath = `${path}/${key.toWellFormed().replaceAll('\0', '\uFFFD').replaceAll('~', '~0').replaceAll('/', '~1')}`
      faults.push(...textFaults(key, keyPath))
      walk(item, keyPath, faults)
    }
  }
}

function textFaults (text: string, path: string): Fault[] {
  if (text.includes('\0')) return [{ path, message: 'contains \\u0000, which PostgreSQL cannot hold' }]
  if (!text.isWellFormed()) return [{ path, message: 'contains a lone surrogate, which is not valid Unicode' }]
  return []
}

function fitsNumeric (digits: string): boolean {
  const [, integer = '', fraction = '', exponentText = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(digits) ?? []
  const exponent = Number(exponentText)
  const leadingZeros = (integer + fraction).search(/[1-9]/)
  const integerDigits = leadingZeros === -1 ? 1 : integer.length - leadingZeros + exponent
  return Math.abs(exponent) < 1e6 && integerDigits <= maxIntegerDigits && fraction.length - exponent <= maxFractionDigits
}

function depth (text: string): number {
  let open = 0
  let deepest = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x22) index = endOfString(text, index)
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++open)
    else if (code === 0x5d || code === 0x7d) open--
  }
  return deepest
}

/** The index of the quote that ends the JSON string which begins at `start`. */
export function endOfString (text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++
    if (backslashes % 2 === 0) return end
  }
  return text.length
}
