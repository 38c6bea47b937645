import type { CustomTypesConfig } from 'pg'
import { AppError, upstreamError } from '../../errors.ts'
import type { Database } from '../../postgres/database.ts'
import { numbered, parametersOf, valueOf, type Row, type Warehouse, type WarehouseStatement } from './warehouse.ts'

/** PostgreSQL's oids of int8, int2, int4, oid, float4, float8 and numeric. */
const numeric = new Set([20, 21, 23, 26, 700, 701, 1700])

/** As the Redshift adapter types its columns. */
const types: CustomTypesConfig = {
  getTypeParser: (oid) => (value: unknown) => {
    if (numeric.has(oid)) return Number(value)
    return oid === 16 ? value === 't' : value
  }
}

/** The warehouse in PostgreSQL, by the same SQL as Redshift. */
export function createEmbeddedWarehouse (database: Database): Warehouse {
  const known = new Map<string, { names: string[], text: string }>()
  const translate = (sql: string) => {
    const names = parametersOf(sql)
    const statement = known.get(sql) ?? { names, text: numbered(sql, names) }
    known.set(sql, statement)
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
