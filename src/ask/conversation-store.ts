import { LRUCache } from 'lru-cache'
import type { Database } from '../postgres/database.ts'
import type { QuestionSql } from './writer/writer.ts'

/**
 * The last question of a conversation: as it was asked, and as it can be understood by itself, behind the one that it
 * went on with.
 */
export interface Turn extends QuestionSql {
  whole: string
}

/** The last question of each conversation, for a day. */
export interface ConversationStore {
  /** Null where there is no such conversation of the caller's. */
  recall (caller: string, conversation: string): Promise<Turn | null>
  remember (caller: string, conversation: string, turn: Turn): Promise<void>
}

const maxConversations = 5000
const lifeMs = 24 * 60 * 60_000

/** Kept in this process, within bounds: the oldest goes first. */
export function createProcessConversationStore (): ConversationStore {
  const conversations = new LRUCache<string, Turn>({ max: maxConversations, ttl: lifeMs })
  return {
    recall: async (caller, conversation) => conversations.get(`${caller}\n${conversation}`) ?? null,
    async remember (caller, conversation, turn) { conversations.set(`${caller}\n${conversation}`, turn) }
  }
}

const recallStatement = `SELECT question, whole, sql FROM atalaya.ask_conversations
  WHERE caller = $1 AND id = $2 AND updated_at > now() - interval '1 day'`

const rememberStatement = `WITH old AS (
  DELETE FROM atalaya.ask_conversations WHERE updated_at < now() - interval '1 day'
)
INSERT INTO atalaya.ask_conversations (caller, id, question, whole, sql) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (caller, id) DO UPDATE
  SET question = excluded.question, whole = excluded.whole, sql = excluded.sql, updated_at = now()`

/** Kept in PostgreSQL (schema `atalaya`), so that every process knows the same. Errors: the database's. */
export function createPostgresConversationStore (database: Database): ConversationStore {
  return {
    async recall (caller, conversation) {
      const statement = { text: recallStatement, values: [caller, conversation] }
      const { rows: [turn] } = await database.query<Turn>(statement, { resend: true })
      return turn ?? null
    },
    async remember (caller, conversation, { question, whole, sql }) {
      const values = [caller, conversation, question, whole, sql]
      await database.query({ text: rememberStatement, values }, { resend: true })
    }
  }
}
