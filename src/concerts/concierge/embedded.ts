import { LRUCache } from 'lru-cache'
import { fold, type Language } from '../../language/words.ts'
import type { Predictor } from '../predictor/predictor.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import type { ChatEvent, ChatMessage, ChatReply, Concierge, Intent } from './concierge.ts'
import { analyze } from './embedded/analysis.ts'
import { lookUpArtists } from './embedded/artists.ts'
import { recommendConcerts } from './embedded/coming.ts'
import type { Answer, AnswerContext } from './embedded/context.ts'
import { meaningOf, type Meaning } from './embedded/conversation.ts'
import { loadNames, type Names } from './embedded/names.ts'
import { speech } from './embedded/speech.ts'
import { predictSales } from './embedded/tickets.ts'
import { findVenues } from './embedded/venues.ts'
import { suggestionsFor } from './suggestions.ts'

const mostSessions = 10_000
const sessionLifeMs = 60 * 60_000
const namesLifeMs = 5 * 60_000

/** Intents and names from the message, rows from the services of the routes, sentences from templates. It remembers a session for an hour after its last message. */
export function createEmbeddedConcierge (warehouse: Warehouse, tickets: Predictor): Concierge {
  const sessions = new LRUCache<string, Meaning>({ max: mostSessions, ttl: sessionLifeMs })
  let loaded: { names: Promise<Names>, at: number } | undefined
  const namesNow = () => {
    if (loaded === undefined || Date.now() - loaded.at > namesLifeMs) {
      // not by the caller's signal: the next one needs them too
      loaded = { names: loadNames(warehouse, new AbortController().signal), at: Date.now() }
      loaded.names.catch(() => { loaded = undefined })
    }
    return loaded.names
  }
  return {
    kind: 'embedded',
    async * answer ({ message, sessionId, userId }: ChatMessage, signal: AbortSignal): AsyncGenerator<ChatEvent, ChatReply> {
      const now = new Date()
      const names = await namesNow()
      signal.throwIfAborted()
      const meaning = meaningOf(message, sessions.get(sessionId), names, now)
      const { intent, confidence, entities, language } = meaning
      yield { event: 'trace', data: { step: 'understood', intent, confidence, language, entities } }
      const { text, data } = await answers[intent](message, language, { warehouse, tickets, entities, say: speech(language), userId, signal, now })
      sessions.set(sessionId, meaning)
      if (data !== null) yield { event: 'data', data }
      for (const piece of text.split(/(?<=\s)/)) yield { event: 'chunk', data: { text: piece } }
      const subject = { artist: entities.artists?.[0]?.name, venue: entities.venues?.[0]?.name, city: entities.city, genre: entities.genres?.[0] }
      return { message: text, intent, confidence, data, suggestions: suggestionsFor(intent, language, message, subject) }
    },
    close: () => sessions.clear()
  }
}

type AnswerTo = (message: string, language: Language, context: AnswerContext) => Promise<Answer>

const answers: Record<Intent, AnswerTo> = {
  artist_lookup: (_message, _language, context) => lookUpArtists(context),
  venue_search: (_message, _language, context) => findVenues(context),
  concert_recommendation: (_message, _language, context) => recommendConcerts(context),
  ticket_prediction: (_message, _language, context) => predictSales(context),
  data_analysis: (message, _language, context) => analyze(message, context),
  general_query: async (message, language) => ({ text: smallTalk(message, language), data: null })
}

const abilities: Record<Language, string> = {
  en: 'I know artists, venues and concerts: ask me who an artist is, what is on in a city, how a venue does, or what a concert will sell.',
  es: 'Sé de artistas, recintos y conciertos: pregúntame quién es un artista, qué hay en una ciudad, cómo le va a un recinto o cuánto venderá un concierto.'
}

/** What fits none of the five subjects is not answered, and says so. */
function smallTalk (message: string, language: Language): string {
  const folded = fold(message)
  const isSpanish = language === 'es'
  if (/\b(thank|thanks|gracias)\b/.test(folded)) return isSpanish ? 'De nada.' : 'You are welcome.'
  if (/\b(bye|goodbye|adios|hasta luego)\b/.test(folded)) return isSpanish ? 'Hasta luego.' : 'Goodbye.'
  if (/^(hi|hello|hey|good|hola|buen|saludos)/.test(folded)) return `${isSpanish ? 'Hola.' : 'Hello.'} ${abilities[language]}`
  if (/\b(what can you|help|que puedes|que sabes|ayuda)/.test(folded)) return abilities[language]
  return `${isSpanish ? 'Eso no lo sé.' : 'That I do not know.'} ${abilities[language]}`
}
