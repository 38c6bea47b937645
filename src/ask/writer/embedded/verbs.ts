import type { Table } from '../../catalogue/catalogue.ts'
import { identifierWords } from '../../words.ts'
import { has, isNumber } from './columns.ts'
import { shareKey } from './glossary.ts'
import type { Comparison } from './marks.ts'
import type { Use } from './query.ts'
import type { Reading } from './reading.ts'

/** "Cost between", "earning less than": the verb, or the unit, says which column of the target it is. */
export function byVerb (reading: Reading, main: Table | null, { start, end, unit }: Comparison): Use | null {
  if (main === null) return null
  const { glossary } = reading.knowledge
  const said = reading.sentence.words.slice(Math.max(0, start - 3), start).map(({ text }) => text).join(' ')
  const concepts: [RegExp, string[]][] = [
    [/cost|cuest|vale|pric|preci/, ['precio']], [/earn|gana|paid|cobra|salar/, ['salario']], [/weigh|pesa/, ['peso']], [/long|dur|last/, ['duracion']], [/old|edad|age/, ['edad']], [/caben?|cabe|quepa|hold|fit|seat/, ['capacidad']], [/delay|retras|late|demor/, ['retraso']]
  ]
  const byWord = concepts.find(([pattern]) => pattern.test(said))?.[1]
  const word = reading.sentence.words[end]?.text ?? ''
  const named = unit !== '' ? unit : word
  const keys = named === '' ? null : glossary.keysOf(named)
  const ofUnit = keys === null ? [] : main.columns.filter((column) => isNumber(column) && identifierWords(column.name).some((part) => shareKey(glossary.keysOf(abbreviation(part)), keys)))
  const [only, ...others] = ofUnit
  if (byWord === undefined && only !== undefined && others.length === 0) return { table: main, column: only }
  const byUnit = /^(?:dollars?|dolares|usd|lempiras|euros?|pesos)$/.test(unit) ? ['precio', 'monto', 'total', 'salario'] : /^(?:minut|hour|hora)/.test(unit) ? ['duracion', 'retraso'] : /^(?:feet|ft|pies)$/.test(unit) ? ['elevacion', 'altura'] : null
  for (const words of [byWord, byUnit]) {
    if (words === undefined || words === null) continue
    for (const word of words) {
      const column = main.columns.find((one) => isNumber(one) && has(one, glossary, [word]))
      if (column !== undefined) return { table: main, column }
    }
  }
  return null
}

/** A unit as it is written out. */
function abbreviation (part: string): string {
  return ({ kg: 'kilo', km: 'kilometers', ha: 'hectareas', lt: 'litro', min: 'minuto', hrs: 'hora', ft: 'feet' } as Record<string, string>)[part] ?? part
}
