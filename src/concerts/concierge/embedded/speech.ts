import type { Language } from '../../../language/words.ts'

/** A sentence in each language. */
export type Said = Record<Language, string>

const locales: Record<Language, string> = { es: 'es-MX', en: 'en-US' }

/** Numbers, dates and lists as a language writes them. */
export function speech (language: Language) {
  const locale = locales[language]
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options)
  return {
    pick: (said: Said) => said[language],
    count: (value: number) => format({ maximumFractionDigits: 0 }).format(value),
    decimal: (value: number) => format({ maximumFractionDigits: 1 }).format(value),
    percent: (share: number) => format({ style: 'percent', maximumFractionDigits: 1 }).format(share),
    money: (value: number) => `$${format({ minimumFractionDigits: value % 1 === 0 ? 0 : 2, maximumFractionDigits: 2 }).format(value)}`,
    date: (day: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`)),
    weekday: (day: string) => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`)),
    list: (parts: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts)
  }
}

export type Speech = ReturnType<typeof speech>

/** "3 concerts", "1 concert". */
export function times (value: number, text: string, one: string, many: string): string {
  return `${text} ${value === 1 ? one : many}`
}
