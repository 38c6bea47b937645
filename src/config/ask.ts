import { readerLogin, type ReaderLogin } from './databases.ts'
import type { Environment } from './environment.ts'
import { geminiSettings, type GeminiSettings } from './services.ts'
import { parseBytes, parseDuration, readList } from './units.ts'

/** How questions about the data are answered. */
export interface AskSettings {
  /** null: the embedded writer, where it may be used. */
  gemini: GeminiSettings | null
  /** null: every schema that the login may read. */
  schemas: string[] | null
  /** Functions that a query may call beside the ones that are known to be harmless. */
  functions: string[]
  statementTimeoutMs: number
  maxBytes: number
  costCeiling: number
  /** A file of synonyms for the embedded writer. */
  glossaryFile: string | null
  /** Who makes the role that questions read as; null where the database is used as it is. */
  readerLogin: ReaderLogin | null
}

export function askSettings (variables: Environment, problems: string[]): AskSettings {
  const schemas = readList('ASK_SCHEMAS', variables.ASK_SCHEMAS, problems)
  return {
    gemini: geminiSettings(variables),
    schemas,
    functions: readList('ASK_FUNCTIONS', variables.ASK_FUNCTIONS, problems) ?? [],
    statementTimeoutMs: parseDuration(variables.ASK_STATEMENT_TIMEOUT),
    maxBytes: parseBytes(variables.ASK_MAX_BYTES),
    costCeiling: variables.ASK_COST_CEILING,
    glossaryFile: variables.ASK_GLOSSARY ?? null,
    readerLogin: readerLogin(variables, schemas)
  }
}
