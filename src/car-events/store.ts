import type { Database } from '../postgres/database.ts'
import type { PreparedEvent } from './event.ts'
import { compareStatement, storeManyStatement, storeOneStatement } from './statement.ts'

/** What became of one event: stored now, stored before with the same content, or refused for its id's other content. */
export type Outcome = 'processed' | 'duplicate' | 'conflict'

/** What one statement takes: writing a larger one out would hold up everybody else. */
export const maxStatementEvents = 1000
export const maxStatementChars = 2_000_000

interface StoredRow {
  stored: boolean
  same: boolean | null
}

interface ComparedRow {
  n: number
  same: boolean
}

export type EventStore = ReturnType<typeof createEventStore>

/**
 * Writes events. Storing an event twice is the same as once, so every write may be sent again after a lost connection.
 * Errors: the database's.
 */
export function createEventStore (database: Database) {
  return {
    /** One event in one statement. */
    async storeOne (event: PreparedEvent, signal?: AbortSignal): Promise<Outcome> {
      let resent = false
      const { rows: [row] } = await database.query<StoredRow>(storeOneStatement(event), {
        resend: true, signal, onResend: () => { resent = true }
      })
      if (row?.stored === true) return 'processed'
      // null: another transaction stored this id after our statement began, so only a new one sees it
      const same = row?.same ?? await isSame(database, event, signal)
      if (!same) return 'conflict'
      return resent ? 'processed' : 'duplicate' // a lost connection's first try may well be what is there
    },

    /** A batch in one transaction: all of its outcomes are true, or it throws and nothing of it is stored. */
    async storeMany (events: PreparedEvent[], signal?: AbortSignal): Promise<Outcome[]> {
      if (events.length === 0) return []
      const firsts = firstOfEachId(events)
      let storedBefore = new Set<string>()
      return database.transaction(async (transaction) => {
        const stored = new Set<string>()
        for (const part of statementParts(firsts, (event) => event)) {
          const { rows } = await transaction.query<{ id: string }>(storeManyStatement(part))
          for (const { id } of rows) stored.add(id)
        }
        // what an earlier try stored, if its commit went through although the answer was lost
        const ours = transaction.maybeCommitted ? storedBefore : new Set<string>()
        storedBefore = new Set([...ours, ...stored])
        const isFirst = new Set(firsts)
        const isStored = (event: PreparedEvent) => stored.has(event.id) && isFirst.has(event)
        const outcomes = events.map((event): Outcome => isStored(event) ? 'processed' : 'conflict')
        const others = events.flatMap((event, index) => outcomes[index] === 'processed' ? [] : [{ event, index }])
        for (const part of statementParts(others, ({ event }) => event)) {
          const { rows } = await transaction.query<ComparedRow>(compareStatement(part.map(({ event }) => event)))
          for (const { n, same } of rows) {
            const other = part[n - 1]
            if (!same || other === undefined) continue
            const isOurs = ours.has(other.event.id) && isFirst.has(other.event)
            outcomes[other.index] = isOurs ? 'processed' : 'duplicate'
          }
        }
        return outcomes
      }, { resend: true, signal })
    }
  }
}

async function isSame (database: Database, event: PreparedEvent, signal: AbortSignal | undefined): Promise<boolean> {
  const { rows: [row] } = await database.query<ComparedRow>(compareStatement([event]), { resend: true, signal })
  return row?.same === true
}

/** The items in their order, in parts that a statement takes. */
function * statementParts<T> (items: T[], eventOf: (item: T) => PreparedEvent): Generator<T[], void, undefined> {
  let part: T[] = []
  let chars = 0
  for (const item of items) {
    part.push(item)
    chars += eventOf(item).text.length
    if (part.length < maxStatementEvents && chars < maxStatementChars) continue
    yield part
    part = []
    chars = 0
  }
  if (part.length > 0) yield part
}

function firstOfEachId (events: PreparedEvent[]): PreparedEvent[] {
  const firsts = new Map<string, PreparedEvent>()
  for (const event of events) {
    if (!firsts.has(event.id)) firsts.set(event.id, event)
  }
  return [...firsts.values()]
}
