import * as Type from 'typebox'
import type { Static, TSchema } from 'typebox'
import { day, nullableText, plainText } from '../schema/fields.ts'
import { columns, sums, type Column, type Dimension } from './columns.ts'

const anyOf = <T extends TSchema>(value: T, description: string) => Type.Optional(
  Type.Array(value, { minItems: 1, maxItems: 100, description })
)
const code = (description: string) => anyOf(plainText(1, 200), description)
const number = (description: string) => anyOf(Type.Integer({ minimum: 0, maximum: 999_999 }), description)

/**
 * The filters of /sales and /sales/summary. A new one takes two lines: its column in `dimensions` (columns.ts) and its
 * schema here; the compiler asks for the one where there is only the other. `filterConditions` (statement.ts) then
 * compares them, any of the sent values being a match; a filter that compares otherwise, as `from` and `to` do, has its
 * condition there. To group by it as well, name it in `groupNames`.
 */
const filterProperties = {
  company: code('Company code (COMPAÑIA); repeat it for any of several'),
  year: number('Accounting year (AÑO), such as 2024'),
  period: number('Accounting period (PERIODO): the month, 1 to 12'),
  from: Type.Optional(day('First invoice date (FECHA), inclusive, as 2024-01-31')),
  to: Type.Optional(day('Last invoice date (FECHA), inclusive')),
  agency: code('Agency code (CODIGO_DE_AGENCIA)'),
  route: code('Route code (CODIGO_DE_RUTA)'),
  seller: code('Seller code (VENDEDOR_CODIGO_BIC)'),
  client: code('Client code (CLIENTE_CODIGO_BIC)'),
  client_type: code('Client type (TIPO_CLIENTE)'),
  item: code('Item code (CODIGO_DE_ARTICULO)'),
  grouping: code('Item grouping (AGRUPACION_DE_ARTICULO)'),
  department: code('Department of the client (DEPARTAMENTO), such as Cortés'),
  municipality: code('Municipality of the client (MUNICIPIO)')
} satisfies Record<Dimension | 'from' | 'to', TSchema>

export type Filters = Static<Type.TObject<typeof filterProperties>>

const limitDescription = 'Lines in this answer; 1000 in a JSON page, all of them in NDJSON and CSV'
const cursorDescription = '`next_cursor` of the page before'
const keysDescription = '`ascii` writes COMPANIA and ANIO'
const bomDescription = 'CSV only: begin with a byte order mark, which Excel needs'

export const linesQuery = Type.Object({
  ...filterProperties,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: limitDescription })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 12_000, description: cursorDescription })),
  keys: Type.Enum(['original', 'ascii'], { type: 'string', default: 'original', description: keysDescription }),
  format: Type.Optional(Type.Enum(['json', 'ndjson', 'csv'], {
    type: 'string', description: 'In place of the Accept header'
  })),
  bom: Type.Boolean({ default: false, description: bomDescription })
}, { additionalProperties: false })

export type LinesQuery = Static<typeof linesQuery>

const numeric = new Set<Column>([
  'AÑO', 'PERIODO', 'NUMERO_DE_PARTIDA', 'FACTURADO_QQ', 'DEVUELTO_QQ', 'QUINTALES_VENDIDOS', 'CANTIDAD_A_FACTURAR',
  'CANTIDAD_DEVUELTA', 'CANTIDAD_VENDIDA', 'VALOR_LPS_FACTURADO', 'VALOR_LPS_DEVUEL', 'LEMPIRAS_VENDIDAS',
  'VOLUMEN_VENTA'
])

const line = Type.Object(Object.fromEntries(columns.map((column) => [
  column, numeric.has(column) ? Type.Number({ nullable: true }) : nullableText()
])), { description: 'One invoice line; with keys=ascii COMPAÑIA and AÑO are COMPANIA and ANIO' })

export const linesAnswer = Type.Object({
  data: Type.Array(line),
  meta: Type.Object({
    query: Type.String(),
    row_count: Type.Integer(),
    source: Type.String(),
    limit: Type.Integer(),
    next_cursor: nullableText('Null after the last line'),
    truncated: Type.Boolean({ description: 'The page was cut short of its limit so that it fits into an answer' })
  })
})

export const groupNames = [
  'department', 'municipality', 'agency', 'seller', 'client_type', 'item', 'grouping', 'year', 'period', 'company'
] as const satisfies readonly Dimension[]
export type GroupName = typeof groupNames[number]

const measures = ['lines', 'clients', ...Object.keys(sums)]
const orders = measures.flatMap((measure) => [measure, `-${measure}`])
const anyGroup = `(${groupNames.join('|')})`

export const summaryQuery = Type.Object({
  ...filterProperties,
  group_by: Type.Array(Type.String({ pattern: `^${anyGroup}(,${anyGroup})*$` }), {
    minItems: 1, maxItems: 3, description: `One to three of ${groupNames.join(', ')}; repeated or separated by commas`
  }),
  order_by: Type.Enum(orders, {
    type: 'string', default: '-lempiras_sold', description: 'A measure; a minus sign in front means largest first'
  }),
  limit: Type.Integer({
    minimum: 1, maximum: 10_000, default: 100, description: 'Groups in the answer; the total is always over all of them'
  })
}, { additionalProperties: false })

const groupValue = (name: GroupName) => Type.Optional(
  name === 'year' || name === 'period' ? Type.Integer({ nullable: true }) : nullableText()
)
const measured = Object.fromEntries(measures.map((measure) => [measure, Type.Number()]))

export const summaryAnswer = Type.Object({
  data: Type.Array(Type.Object({
    ...Object.fromEntries(groupNames.map((name) => [name, groupValue(name)])),
    ...measured
  })),
  total: Type.Object(measured),
  meta: Type.Object({
    query: Type.String(),
    row_count: Type.Integer(),
    source: Type.String(),
    group_by: Type.Array(Type.String()),
    order_by: Type.String(),
    limit: Type.Integer(),
    truncated: Type.Boolean({ description: 'There are more groups than were asked for' })
  })
})
