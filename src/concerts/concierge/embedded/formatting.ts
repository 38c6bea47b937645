import type { Language } from '../../../language/words.ts'

/** A text in each language. */
export type Localized = Record<Language, string>

const locales: Record<Language, string> = { es: 'es-MX', en: 'en-US' }

/** Numbers, dates (given as 2024-01-31) and lists as a language writes them. */
export function formatting (language: Language) {
  const locale = locales[language]
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options)
  const dateIn = (options: Intl.DateTimeFormatOptions) => (day: string) => {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
  }
  return {
    localize: (text: Localized) => text[language],
    count: (value: number) => number({ maximumFractionDigits: 0 }).format(value),
    decimal: (value: number) => number({ maximumFractionDigits: 1 }).format(value),
    percent: (share: number) => number({ style: 'percent', maximumFractionDigits: 1 }).format(share),
    money: (value: number) => {
      const minimumFractionDigits = value % 1 === 0 ? 0 : 2
      return `$${number({ minimumFractionDigits, maximumFractionDigits: 2 }).format(value)}`
    },
    date: dateIn({ dateStyle: 'long' }),
    dateWithWeekday: dateIn({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    list: (parts: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts)
  }
}

export type Formatting = ReturnType<typeof formatting>

/** "3 concerts", "1 concert": `text` is the value as the language writes it. */
export function pluralize (value: number, text: string, one: string, many: string): string {
  return `${text} ${value === 1 ? one : many}`
}
