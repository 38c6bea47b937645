/** The columns of a sales line, in the order in which every answer has them. */
export const columns = [
  'COMPAÑIA', 'AÑO', 'PERIODO', 'FECHA', 'PREFIJO_PARTIDA_CONTABLE', 'NUMERO_DE_PARTIDA', 'FACTURA', 'CODIGO_DE_RUTA',
  'VENDEDOR_CODIGO_BIC', 'NOMBRE_DEL_VENDEDOR', 'CLIENTE_CODIGO_BIC', 'NOMBRE_DEL_CLIENTE', 'TIPO_CLIENTE',
  'CODIGO_DE_ARTICULO', 'NOMBRE_DEL_ARTICULO', 'AGRUPACION_DE_ARTICULO', 'CODIGO_DE_AGENCIA', 'NOMBRE_DE_AGENCIA',
  'FACTURADO_QQ', 'DEVUELTO_QQ', 'QUINTALES_VENDIDOS', 'CANTIDAD_A_FACTURAR', 'CANTIDAD_DEVUELTA', 'CANTIDAD_VENDIDA',
  'VALOR_LPS_FACTURADO', 'VALOR_LPS_DEVUEL', 'LEMPIRAS_VENDIDAS', 'DEPARTAMENTO', 'MUNICIPIO', 'COLONIA',
  'VOLUMEN_VENTA'
] as const

export type Column = typeof columns[number]

const asciiNames: Partial<Record<Column, string>> = { COMPAÑIA: 'COMPANIA', AÑO: 'ANIO' }

/** The same names for consumers that cannot take accents. */
export const asciiColumns: readonly string[] = columns.map((column) => asciiNames[column] ?? column)

/** The column that each filter and each `group_by` name stands for. How a new filter is made: see schema.ts. */
export const dimensions = {
  company: 'COMPAÑIA',
  year: 'AÑO',
  period: 'PERIODO',
  agency: 'CODIGO_DE_AGENCIA',
  route: 'CODIGO_DE_RUTA',
  seller: 'VENDEDOR_CODIGO_BIC',
  client: 'CLIENTE_CODIGO_BIC',
  client_type: 'TIPO_CLIENTE',
  item: 'CODIGO_DE_ARTICULO',
  grouping: 'AGRUPACION_DE_ARTICULO',
  department: 'DEPARTAMENTO',
  municipality: 'MUNICIPIO'
} as const satisfies Record<string, Column>

export type Dimension = keyof typeof dimensions

export const dimensionNames = Object.keys(dimensions) as Dimension[]

/** What a summary adds up, each under the name that it has in an answer. */
export const sums = {
  quintals_invoiced: 'FACTURADO_QQ',
  quintals_returned: 'DEVUELTO_QQ',
  quintals_sold: 'QUINTALES_VENDIDOS',
  units_invoiced: 'CANTIDAD_A_FACTURAR',
  units_returned: 'CANTIDAD_DEVUELTA',
  units_sold: 'CANTIDAD_VENDIDA',
  lempiras_invoiced: 'VALOR_LPS_FACTURADO',
  lempiras_returned: 'VALOR_LPS_DEVUEL',
  lempiras_sold: 'LEMPIRAS_VENDIDAS'
} as const satisfies Record<string, Column>

/** A name of this file as an SQL identifier. None of them has a quote in it, so that nothing needs escaping. */
export function quoteName (name: string): string {
  return `"${name}"`
}
