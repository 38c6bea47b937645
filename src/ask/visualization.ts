import { isLosslessNumber } from 'lossless-json'
import type { Column, Result } from './reader/run.ts'

export interface Visualization {
  type: 'kpi' | 'bar' | 'line' | 'pie' | 'table' | 'text'
  x?: string
  y?: string
  /** A Vega-Lite 5 specification with its data, for the kinds that are charts. */
  vega_lite?: object
}

const mostBars = 50
const mostSlices = 6
const numbers = /^(smallint|integer|bigint|numeric|real|double precision|money)/
const times = /^(date|timestamp)/
const shareWords = /share|percent|proportion|porcentaje|proporci|parte|distribu/i

/** The picture that fits a result, by the types of its columns. */
export function visualizationOf ({ columns, rows }: Result, question: string): Visualization {
  const [first, second] = columns
  if (rows.length === 0 || first === undefined) return { type: 'text' }
  if (rows.length === 1 && columns.length === 1) return numbers.test(first.type) ? { type: 'kpi', y: first.name } : { type: 'text' }
  const measures = columns.filter((column) => isMeasure(column, rows))
  const y = measures.at(-1)
  const x = columns.find((column) => times.test(column.type)) ?? columns.find((column) => isYear(column, rows) && column !== y) ?? columns.find((column) => column !== y && !measures.includes(column)) ?? (first === y ? second : first)
  if (y === undefined || x === undefined || x === y || rows.length < 2) return { type: 'table' }
  const isTime = times.test(x.type) || isYear(x, rows)
  if (isTime) return chart('line', x, y, rows)
  if (rows.length > mostBars) return { type: 'table' }
  const isShare = rows.length <= mostSlices && shareWords.test(question) && rows.every((row) => Number(row[y.name]) >= 0)
  return chart(isShare ? 'pie' : 'bar', x, y, rows)
}

function isMeasure ({ name, type }: Column, rows: Result['rows']): boolean {
  return numbers.test(type) && !/(^|_)(id|codigo|code|cod)($|_)|Id$/i.test(name) && !isYear({ name, type }, rows)
}

function isYear ({ name, type }: Column, rows: Result['rows']): boolean {
  if (!/^(smallint|integer|bigint|numeric|double)/.test(type) || !/year|anio|año|ano|extract|month|mes|periodo/i.test(name)) return false
  return rows.every((row) => row[name] === null || (Number(row[name]) >= 1 && Number(row[name]) <= 2200 && Number.isInteger(Number(row[name]))))
}

function chart (type: 'bar' | 'line' | 'pie', x: Column, y: Column, rows: Result['rows']): Visualization {
  const values = rows.map((row) => ({ [x.name]: row[x.name], [y.name]: isLosslessNumber(row[y.name]) ? Number(row[y.name]) : row[y.name] }))
  const field = (name: string) => name.replaceAll(/([.[\]\\'"])/g, '\\$1')
  const [xField, yField] = [{ field: field(x.name), title: x.name }, { field: field(y.name), type: 'quantitative', title: y.name }]
  const base = { $schema: 'https://vega.github.io/schema/vega-lite/v5.json', data: { values } }
  const specification = type === 'pie'
    ? { ...base, mark: { type: 'arc' }, encoding: { theta: yField, color: { ...xField, type: 'nominal' } } }
    : type === 'line'
      ? { ...base, mark: { type: 'line', point: true }, encoding: { x: times.test(x.type) ? { ...xField, type: 'temporal', scale: { type: 'utc' } } : { ...xField, type: 'ordinal' }, y: yField } }
      : { ...base, mark: { type: 'bar' }, encoding: { x: { ...xField, type: 'nominal', sort: null }, y: yField } }
  return { type, x: x.name, y: y.name, vega_lite: specification }
}
