import { readFileSync } from 'node:fs'

/** A statement from its file, read when it is first needed. Every file lies beside its reader and, bundled, beside the bundle. */
export function statementFile (url: URL): () => string {
  let sql: string | undefined
  return () => {
    sql ??= readFileSync(url, 'utf8')
    return sql
  }
}
