import type { CustomTypesConfig, FieldDef } from 'pg'

export interface Statement {
  text: string
  values?: unknown[]
  /** Prepared once a connection under this name. */
  name?: string
  types?: CustomTypesConfig
}

/** Takes a row as it arrives. */
export type RowSink<R> = (row: R, fields: FieldDef[]) => void

export interface Log {
  warn (object: object, message: string): void
  debug (object: object, message: string): void
}
