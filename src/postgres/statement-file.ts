import { readFileSync } from 'node:fs'

/** A statement from its file, read when it is first needed. The file lies beside its reader; the build copies it. */
export function statementFile (url: URL): () => string {
  let sql: string | undefined
  return () => {
    sql ??= readFileSync(url, 'utf8')
    return sql
  }
}
