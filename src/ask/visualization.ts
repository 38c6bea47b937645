import { isLosslessNumber } from 'lossless-json'
import type { Column, Result } from './reader/run.ts'
import type { Visualization } from './schema.ts'

const maxBars = 50
const maxSlices = 6
const numbers = /^(smallint|integer|bigint|numeric|real|double precision|money)/
const times = /^(date|timestamp)/
const shareWords = /share|percent|proportion|porcentaje|proporci|parte|distribu/i
const codeName = /(^|_)(id|codigo|code|cod)($|_)|Id$/i
const yearTypes = /^(smallint|integer|bigint|numeric|double)/
const yearName = /year|anio|año|ano|extract|month|mes|periodo/i
const maxYear = 2200

/** The picture that fits a result, by the types of its columns and the words of the question. */
export function visualizationOf ({ columns, rows }: Result, question: string): Visualization {
  const [first] = columns
  if (rows.length === 0 || first === undefined) return { type: 'text' }
  if (rows.length === 1 && columns.length === 1) {
    return numbers.test(first.type) ? { type: 'kpi', y: first.name } : { type: 'text' }
  }
  const measures = columns.filter((column) => isMeasure(column, rows))
  const y = measures.at(-1)
  const x = axisOf(columns, rows, measures, y)
  if (y === undefined || x === undefined || x === y || rows.length < 2) return { type: 'table' }
  if (times.test(x.type) || isYear(x, rows)) return chart('line', x, y, rows)
  if (rows.length > maxBars) return { type: 'table' }
  const isShare = rows.length <= maxSlices && shareWords.test(question) && rows.every((row) => Number(row[y.name]) >= 0)
  return chart(isShare ? 'pie' : 'bar', x, y, rows)
}

/** What goes along the bottom: time, else years, else what is no measure. */
function axisOf (
  columns: Column[], rows: Result['rows'], measures: Column[], y: Column | undefined
): Column | undefined {
  const [first, second] = columns
  return columns.find(({ type }) => times.test(type)) ??
    columns.find((column) => isYear(column, rows) && column !== y) ??
    columns.find((column) => column !== y && !measures.includes(column)) ??
    (first === y ? second : first)
}

function isMeasure (column: Column, rows: Result['rows']): boolean {
  return numbers.test(column.type) && !codeName.test(column.name) && !isYear(column, rows)
}

function isYear ({ name, type }: Column, rows: Result['rows']): boolean {
  if (!yearTypes.test(type) || !yearName.test(name)) return false
  return rows.every(({ [name]: value }) => {
    const number = Number(value)
    return value === null || (number >= 1 && number <= maxYear && Number.isInteger(number))
  })
}

type Chart = 'bar' | 'line' | 'pie'

function chart (type: Chart, x: Column, y: Column, rows: Result['rows']): Visualization {
  const values = rows.map((row) => ({ [x.name]: row[x.name], [y.name]: plotted(row[y.name]) }))
  const specification = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    data: { values },
    ...encodingOf(type, x, y)
  }
  return { type, x: x.name, y: y.name, vega_lite: specification }
}

function encodingOf (type: Chart, x: Column, y: Column): object {
  const xField = { field: fieldPath(x.name), title: x.name }
  const yField = { field: fieldPath(y.name), type: 'quantitative', title: y.name }
  if (type === 'pie') {
    return { mark: { type: 'arc' }, encoding: { theta: yField, color: { ...xField, type: 'nominal' } } }
  }
  if (type === 'bar') {
    return { mark: { type: 'bar' }, encoding: { x: { ...xField, type: 'nominal', sort: null }, y: yField } }
  }
  const scale = times.test(x.type) ? { type: 'temporal', scale: { type: 'utc' } } : { type: 'ordinal' }
  return { mark: { type: 'line', point: true }, encoding: { x: { ...xField, ...scale }, y: yField } }
}

/** In a Vega-Lite field dots and brackets are steps into a value, unless they are escaped. */
function fieldPath (name: string): string {
  return name.replaceAll(/([.[\]\\'"])/g, '\\$1')
}

/** A picture needs no more digits than a double has. */
function plotted (value: unknown): unknown {
  return isLosslessNumber(value) ? Number(value) : value
}
