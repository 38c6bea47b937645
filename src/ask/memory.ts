import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { notFound } from '../errors.ts'
import type { Database } from '../postgres/database.ts'
import { normalized } from '../language/words.ts'
import { stemsOf, fillers } from './words.ts'
import type { Pair } from './writer/writer.ts'

export interface Example extends Pair {
  id: string
  created_at: string
}

/** The last question of a conversation: as it was asked, and as it can be understood by itself, behind the one that it went on with. */
export interface Turn extends Pair {
  whole: string
}

/** What is kept between questions: verified examples, and the last question of each conversation. */
export interface Memory {
  kind: 'postgres' | 'memory'
  examples (): Promise<Example[]>
  addExample (pair: Pair): Promise<Example>
  /** Throws `not_found`. */
  removeExample (id: string): Promise<void>
  /** Null where there is no such conversation of the caller's. */
  recall (caller: string, conversation: string): Promise<Turn | null>
  remember (caller: string, conversation: string, turn: Turn): Promise<void>
}

const mostExamples = 5000
const mostConversations = 5000
const conversationLifeMs = 24 * 60 * 60_000
const examplesLifeMs = 10_000

/** Kept in this process, within bounds: the oldest goes first. */
export function createProcessMemory (): Memory {
  const examples = new LRUCache<string, Example>({ max: mostExamples })
  const conversations = new LRUCache<string, Turn>({ max: mostConversations, ttl: conversationLifeMs })
  return {
    kind: 'memory',
    examples: async () => [...examples.values()],
    async addExample (pair) {
      const same = [...examples.values()].find(({ question }) => normalized(question) === normalized(pair.question))
      const example = { id: same?.id ?? randomUUID(), ...pair, created_at: new Date().toISOString() }
      examples.set(example.id, example)
      return example
    },
    async removeExample (id) {
      if (!examples.delete(id)) throw notFound(`There is no example ${id}.`)
    },
    recall: async (caller, conversation) => conversations.get(`${caller}\n${conversation}`) ?? null,
    async remember (caller, conversation, turn) { conversations.set(`${caller}\n${conversation}`, turn) }
  }
}

/** Kept in PostgreSQL (schema `atalaya`), so that every process knows the same. Errors: the database's. */
export function createPostgresMemory (database: Database): Memory {
  let known: { examples: Promise<Example[]>, at: number } | null = null
  const select = "SELECT id, question, sql, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') AS created_at FROM atalaya.ask_examples"
  return {
    kind: 'postgres',
    examples () {
      if (known === null || Date.now() - known.at > examplesLifeMs) {
        known = { examples: database.query<Example>({ text: `${select} ORDER BY created_at DESC, id LIMIT ${mostExamples}` }, { resend: true }).then(({ rows }) => rows), at: Date.now() }
        known.examples.catch(() => { known = null })
      }
      return known.examples
    },
    async addExample ({ question, sql }) {
      known = null
      const { rows: [example] } = await database.query<Example>({
        text: `WITH added AS (
          INSERT INTO atalaya.ask_examples (id, question, normalized, sql) VALUES ($1, $2, $3, $4)
          ON CONFLICT (normalized) DO UPDATE SET question = excluded.question, sql = excluded.sql, created_at = now() RETURNING *
        ) ${select.replace('atalaya.ask_examples', 'added')}`,
        values: [randomUUID(), question, normalized(question), sql]
      }, { resend: true })
      if (example === undefined) throw new Error('the example was not stored')
      return example
    },
    async removeExample (id) {
      known = null
      const { rowCount } = await database.query({ text: 'DELETE FROM atalaya.ask_examples WHERE id::text = $1', values: [id] }, { resend: true })
      if (rowCount === 0) throw notFound(`There is no example ${id}.`)
    },
    async recall (caller, conversation) {
      const { rows: [turn] } = await database.query<Turn>({
        text: "SELECT question, whole, sql FROM atalaya.ask_conversations WHERE caller = $1 AND id = $2 AND updated_at > now() - interval '1 day'", values: [caller, conversation]
      }, { resend: true })
      return turn ?? null
    },
    async remember (caller, conversation, { question, whole, sql }) {
      await database.query({
        text: `WITH old AS (DELETE FROM atalaya.ask_conversations WHERE updated_at < now() - interval '1 day')
          INSERT INTO atalaya.ask_conversations (caller, id, question, whole, sql) VALUES ($1, $2, $3, $4, $5)
          ON CONFLICT (caller, id) DO UPDATE SET question = excluded.question, whole = excluded.whole, sql = excluded.sql, updated_at = now()`,
        values: [caller, conversation, question, whole, sql]
      }, { resend: true })
    }
  }
}

/** The examples whose questions share the most words with this one, the likest first. */
export function nearest (examples: readonly Example[], question: string, most: number): Example[] {
  const wanted = wordSet(question)
  const likeness = (words: Set<string>) => [...words].filter((word) => wanted.has(word)).length / Math.sqrt(words.size * wanted.size || 1)
  return examples.map((example) => ({ example, score: likeness(wordSet(example.question)) })).filter(({ score }) => score > 0.3).sort((a, b) => b.score - a.score).slice(0, most).map(({ example }) => example)
}

function wordSet (text: string): Set<string> {
  return new Set(normalized(text).split(' ').filter((word) => word !== '' && !fillers.has(word)).map((word) => stemsOf(word).join('|')))
}
