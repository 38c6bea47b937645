import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { memoizeAsync } from '../async/memoize.ts'
import { notFound } from '../errors.ts'
import { normalized } from '../language/words.ts'
import type { Database } from '../postgres/database.ts'
import type { Example } from './schema.ts'
import type { QuestionSql } from './writer/writer.ts'

/** Verified examples: questions with the query that answers each. */
export interface ExampleStore {
  kind: 'postgres' | 'memory'
  /** The newest first, where they are kept in PostgreSQL; at most 5,000. */
  list (): Promise<Example[]>
  /** Keeps an example; the same question again replaces its query. */
  add (pair: QuestionSql): Promise<Example>
  /** Throws `not_found`. */
  remove (id: string): Promise<void>
}

const maxExamples = 5000
/** How long another process's examples may stay unseen. */
const listLifeMs = 10_000

/** Kept in this process, within bounds: the oldest goes first. */
export function createProcessExampleStore (): ExampleStore {
  const examples = new LRUCache<string, Example>({ max: maxExamples })
  return {
    kind: 'memory',
    list: async () => [...examples.values()],
    async add (pair) {
      const same = [...examples.values()].find(({ question }) => normalized(question) === normalized(pair.question))
      const example = { id: same?.id ?? randomUUID(), ...pair, created_at: new Date().toISOString() }
      examples.set(example.id, example)
      return example
    },
    async remove (id) {
      if (!examples.delete(id)) throw notFound(`There is no example ${id}.`)
    }
  }
}

const exampleColumns = `id, question, sql,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at`

const listStatement = `SELECT ${exampleColumns}
  FROM atalaya.ask_examples ORDER BY created_at DESC, id LIMIT ${maxExamples}`

const addStatement = `WITH added AS (
  INSERT INTO atalaya.ask_examples (id, question, normalized, sql) VALUES ($1, $2, $3, $4)
  ON CONFLICT (normalized) DO UPDATE SET question = excluded.question, sql = excluded.sql, created_at = now()
  RETURNING *
) SELECT ${exampleColumns} FROM added`

/** Kept in PostgreSQL (schema `atalaya`), so that every process knows the same. Errors: the database's. */
export function createPostgresExampleStore (database: Database): ExampleStore {
  const list = memoizeAsync(async () => {
    const { rows } = await database.query<Example>({ text: listStatement }, { resend: true })
    return rows
  }, listLifeMs)
  return {
    kind: 'postgres',
    list,
    async add ({ question, sql }) {
      list.forget()
      const values = [randomUUID(), question, normalized(question), sql]
      const { rows: [example] } = await database.query<Example>({ text: addStatement, values }, { resend: true })
      if (example === undefined) throw new Error('the example was not stored')
      return example
    },
    async remove (id) {
      list.forget()
      const text = 'DELETE FROM atalaya.ask_examples WHERE id::text = $1'
      const { rowCount } = await database.query({ text, values: [id] }, { resend: true })
      if (rowCount === 0) throw notFound(`There is no example ${id}.`)
    }
  }
}
