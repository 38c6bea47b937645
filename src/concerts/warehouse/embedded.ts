import pg, { type CustomTypesConfig } from 'pg'
import { AppError, upstreamError } from '../../errors.ts'
import type { Database } from '../../postgres/database.ts'
import { toPositional, parametersOf, valueOf, type Row, type Warehouse, type WarehouseStatement } from './warehouse.ts'

const { builtins } = pg.types

const numericTypes = new Set<number>([
  builtins.INT2, builtins.INT4, builtins.INT8, builtins.OID, builtins.FLOAT4, builtins.FLOAT8, builtins.NUMERIC
])

/** As the Redshift adapter types its columns: dates stay texts. */
const types: CustomTypesConfig = {
  getTypeParser: (oid) => (value: unknown) => {
    if (numericTypes.has(oid)) return Number(value)
    return oid === builtins.BOOL ? value === 't' : value
  }
}

/** The warehouse in PostgreSQL, by the same SQL as Redshift. The database is closed with it. */
export function createEmbeddedWarehouse (database: Database): Warehouse {
  const translated = new Map<string, { names: string[], text: string }>()
  const translate = (sql: string) => {
    const known = translated.get(sql)
    if (known !== undefined) return known
    const names = parametersOf(sql)
    const statement = { names, text: toPositional(sql, names) }
    translated.set(sql, statement)
    return statement
  }
  return {
    kind: 'embedded',
    async query<R extends Row> ({ sql, parameters }: WarehouseStatement, signal: AbortSignal): Promise<R[]> {
      const { names, text } = translate(sql)
      const values = names.map((name) => valueOf(parameters, name))
      try {
        const { rows } = await database.query<R>({ text, values, types }, { signal, resend: true })
        return rows
      } catch (error) {
        if (error instanceof AppError || signal.aborted) throw error
        throw upstreamError('The warehouse could not run the statement.', error)
      }
    },
    close: () => database.close()
  }
}
