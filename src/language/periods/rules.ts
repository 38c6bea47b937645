import { dateOf, dayOf, daysAround, unitAround, type Period } from './calendar.ts'
import {
  compile, count, dayNumber, month, monthOf, ofYear, ordinal, unit, weekday, year, yearSign, type Groups
} from './patterns.ts'
import {
  amountAway, dated, monthAlone, partOfYear, rolling, shifted, slashed, weekdayNear, type PeriodOptions
} from './readings.ts'

type Read = (groups: Groups, options: PeriodOptions) => Period | null
type Rule = [source: string | string[], read: Read]

const inThe = '(?:los |las |en los |en las )?'
const thisOne = '(?:this|current|est[ea]|(?:el|la) (?:presente|actual))'
const aYear: Read = ({ year }) => unitAround('year', dateOf(Number(year), 1, 1))

/** The first that fits at a place wins, so what is longer stands first. A list of sources is one of them. */
const rules: Rule[] = [
  [
    '(?<year>\\d{4}) (?<number>\\d{1,2}) (?<day>\\d{1,2})',
    ({ year, number, day }) => dayOf(Number(year), Number(number), Number(day))
  ],
  ['(?<first>\\d{1,2}) (?<second>\\d{1,2}) (?<year>(?:19|20)\\d\\d)', slashed],
  [`${dayNumber}(?: (?:of|de|del))? ${month}${ofYear}?`, dated],
  [`${month} (?:the )?${dayNumber}(?!\\d)${ofYear}?`, dated],
  [`${month}${ofYear}`, ({ year, month }) => unitAround('month', dateOf(Number(year), monthOf(month), 1))],
  [`(?:${ordinal} (?<part>trimestre|quarter|semestre|half)|q(?<quarter>[1-4]))${ofYear}?`, partOfYear],
  ['the day after tomorrow|day after tomorrow|pasado manana', (_groups, { now }) => daysAround(now, 2, 2)],
  ['the day before yesterday|day before yesterday|anteayer|antier', (_groups, { now }) => daysAround(now, -2, -2)],
  ['today|tonight|hoy|esta noche', (_groups, { now }) => daysAround(now, 0, 0)],
  ['tomorrow|manana', (_groups, { now }) => daysAround(now, 1, 1)],
  ['yesterday|ayer', (_groups, { now }) => daysAround(now, -1, -1)],
  [
    [`(?:in the )?(?:last|past|previous) ${count} ${unit}`, `${inThe}(?:ultim[oa]s|pasad[oa]s) ${count} ${unit}`],
    (groups, { now }) => rolling(groups, now, -1)
  ],
  [
    [`(?:in the )?(?:next|coming) ${count} ${unit}`, `${inThe}proxim[oa]s ${count} ${unit}`],
    (groups, { now }) => rolling(groups, now, 1)
  ],
  [`(?:in|en|dentro de) ${count} ${unit}`, (groups, { now }) => amountAway(groups, now, 1)],
  [[`(?:hace) ${count} ${unit}`, `${count} ${unit} ago`], (groups, { now }) => amountAway(groups, now, -1)],
  [
    [`${thisOne} ${unit}`, `(?:el |la )?${unit} (?:actual|en curso)`],
    (groups, { now }) => shifted(groups, now, 0)
  ],
  [
    [
      `(?:the )?(?:last|past|previous) ${unit}`,
      `(?:el |la )?(?:ultim[oa]|pasad[oa]) ${unit}`,
      `(?:el |la )?${unit} (?:pasad[oa]|anterior)`
    ],
    (groups, { now }) => shifted(groups, now, -1)
  ],
  [
    [
      `(?:the )?(?:next|coming) ${unit}`,
      `(?:el |la )?proxim[oa] ${unit}`,
      `(?:el |la )?${unit} (?:que viene|proxim[oa]|siguiente)`
    ],
    (groups, { now }) => shifted(groups, now, 1)
  ],
  [
    `(?:(?<next>next|proximo|proxima) |this |este |el |on )?${weekday}(?<next> que viene| proximo)?`,
    weekdayNear
  ],
  [
    `(?<!\\d (?:de |of )?)(?<next>next |proximo |last |pasado )?${month}(?<next> que viene| proximo| pasado)?`,
    monthAlone
  ],
  [
    [
      `(?<=^|(?: |^)${yearSign} )(?:el ano |ano |the year |year )?${year}`,
      `(?<=(?: |^)${yearSign} )(?:el |the )${year}(?! \\d)`
    ],
    aYear
  ]
]

/** Each way to say a period, with how it is read; the first that fits at a place wins. */
export const periodRules = rules.map(([source, read]) => (
  { pattern: compile(typeof source === 'string' ? source : source.join('|')), read }
))
