import { language } from './texts.ts'

/** The browser's own way to write numbers, where it is of the page's language. */
export const locale = navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language
const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
const cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 })
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })

/** With two digits behind the point. */
export const money = (value: number) => cents.format(value)
/** With two digits behind the point at most. */
export const number = (value: number) => plain.format(value)
export const integer = (value: number) => whole.format(value)
/** 1.2M */
export const compact = (value: number) => short.format(value)
/** 0 to 1 as a percentage. */
export const percent = (value: number) => share.format(value)

/** A decimal of any length, none of its digits lost; any other text as it is. */
export function decimal (text: string): string {
  return isDecimal(text) ? exact.format(text) : text
}

function isDecimal (text: string): text is Intl.StringNumericLiteral {
  return /^-?\d+(\.\d{1,20})?$/.test(text)
}

/** An ISO 8601 time in the reader's own zone; as it is, where it is none. */
export function instant (value: string | null): string {
  const time = value === null ? NaN : Date.parse(value)
  return Number.isNaN(time) ? value ?? '' : moment.format(time)
}
