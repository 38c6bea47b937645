import { LRUCache } from 'lru-cache'
import { memoizeAsync } from '../../async/memoize.ts'
import type { Predictor } from '../predictor/predictor.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import type { ChatEvent, ChatMessage, ChatReply, Concierge, Intent } from './concierge.ts'
import type { Answer, AnswerContext } from './embedded/answers/answer.ts'
import { lookUpArtists } from './embedded/answers/artists.ts'
import { analyze } from './embedded/answers/data-analysis.ts'
import { answerSmallTalk } from './embedded/answers/small-talk.ts'
import { predictSales } from './embedded/answers/ticket-sales.ts'
import { recommendConcerts } from './embedded/answers/upcoming-concerts.ts'
import { findVenues } from './embedded/answers/venues.ts'
import { formatting } from './embedded/formatting.ts'
import type { Entities } from './embedded/parse/entities.ts'
import { loadGazetteer } from './embedded/parse/gazetteer.ts'
import { parseMessage, type ParsedMessage } from './embedded/parse/message.ts'
import { suggestionsFor, type Subject } from './suggestions.ts'

const maxSessions = 10_000
const sessionLifeMs = 60 * 60_000
const gazetteerLifeMs = 5 * 60_000

const answers: Record<Intent, (context: AnswerContext) => Promise<Answer>> = {
  artist_lookup: lookUpArtists,
  venue_search: findVenues,
  concert_recommendation: recommendConcerts,
  ticket_prediction: predictSales,
  data_analysis: analyze,
  general_query: answerSmallTalk
}

/**
 * Answers without a language model. How a message becomes an answer:
 *
 * 1. The gazetteer (parse/gazetteer.ts) has every name that the warehouse knows, read anew every five minutes.
 * 2. The message is split into folded words; runs of them that are names, nearly names, periods, prices or counts
 *    become its entities (parse/mentions.ts, parse/entities.ts).
 * 3. The other words, by their stems, and the kinds of entities vote for an intent (intents.ts, by the weights of
 *    intent-words.json and entity-weights.json).
 * 4. A message that goes on with the one before it takes over from that what it does not say (parse/message.ts). A
 *    session is remembered for an hour after its last message.
 * 5. The intent's answer (answers/) asks the services that the routes ask, and puts their rows into a sentence of the
 *    message's language. Its rows are the answer's data.
 * 6. Suggestions go on from what was named (suggestions.ts).
 */
export function createEmbeddedConcierge (warehouse: Warehouse, tickets: Predictor): Concierge {
  const sessions = new LRUCache<string, ParsedMessage>({ max: maxSessions, ttl: sessionLifeMs })
  // not by the caller's signal: the next one needs it too
  const gazetteerNow = memoizeAsync(() => loadGazetteer(warehouse, new AbortController().signal), gazetteerLifeMs)
  return {
    kind: 'embedded',
    async * answer (chatMessage: ChatMessage, signal: AbortSignal): AsyncGenerator<ChatEvent, ChatReply> {
      const { message, sessionId, userId } = chatMessage
      const now = new Date()
      const gazetteer = await gazetteerNow()
      signal.throwIfAborted()
      const parsed = parseMessage(message, sessions.get(sessionId), gazetteer, now)
      const { intent, confidence, entities, language } = parsed
      yield { event: 'trace', data: { step: 'understood', intent, confidence, language, entities } }
      const format = formatting(language)
      const { text, data } = await answers[intent]({
        message, warehouse, tickets, entities, format, userId, signal, now
      })
      sessions.set(sessionId, parsed)
      if (data !== null) yield { event: 'data', data }
      for (const piece of text.split(/(?<=\s)/)) yield { event: 'chunk', data: { text: piece } }
      const suggestions = suggestionsFor(intent, language, message, subjectOf(entities))
      return { message: text, intent, confidence, data, suggestions }
    },
    close: () => sessions.clear()
  }
}

function subjectOf ({ artists, venues, city, genres }: Entities): Subject {
  return { artist: artists?.[0]?.name, venue: venues?.[0]?.name, city, genre: genres?.[0] }
}
