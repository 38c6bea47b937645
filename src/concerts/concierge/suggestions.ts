import { normalized, type Language } from '../../language/words.ts'
import type { Intent } from './concierge.ts'

/** What a suggestion may name, so that it goes on with what was said. */
export interface Subject {
  artist?: string | undefined
  venue?: string | undefined
  city?: string | undefined
  genre?: string | undefined
}

type Suggest = (subject: Subject) => (string | false)[]

const suggest: Record<Language, Record<Intent, Suggest>> = {
  en: {
    artist_lookup: ({ artist, genre }) => [artist !== undefined && `Where can I see ${artist} live?`, genre !== undefined && `Recommend ${genre} concerts`, 'Which artists are the most popular?', 'Recommend concerts', 'Which venues have the best attendance rate?'],
    venue_search: ({ venue, city }) => [city !== undefined && `What concerts are coming up in ${city}?`, venue !== undefined && `What concerts are coming up at ${venue}?`, 'Which venues have the best attendance rate?', 'What are the largest stadiums?', 'Recommend concerts'],
    concert_recommendation: ({ artist, city }) => [artist !== undefined && `Tell me about ${artist}`, city !== undefined && `Which venues are in ${city}?`, 'What concerts are there this month?', 'Which artists are the most popular?', 'Which venues have the best attendance rate?'],
    ticket_prediction: ({ artist, venue }) => [artist !== undefined && `Tell me about ${artist}`, venue !== undefined && `What is the capacity of ${venue}?`, 'Which venues have the best attendance rate?', 'Which artists are the most popular?', 'Recommend concerts'],
    data_analysis: ({ city }) => [city !== undefined && `Show me the trend of attendance in ${city}`, 'What are the top 5 venues by revenue?', 'Which clubs are booked most often?', 'Recommend concerts'],
    general_query: () => ['Recommend concerts', 'Which artists are the most popular?', 'Which venues have the best attendance rate?']
  },
  es: {
    artist_lookup: ({ artist, genre }) => [artist !== undefined && `¿Dónde se presenta ${artist}?`, genre !== undefined && `Recomiéndame conciertos de ${genre}`, '¿Qué artistas son los más populares?', 'Recomiéndame conciertos', '¿Qué recintos tienen mejor ocupación?'],
    venue_search: ({ venue, city }) => [city !== undefined && `¿Qué conciertos hay en ${city}?`, venue !== undefined && `¿Qué conciertos hay en ${venue}?`, '¿Qué recintos tienen mejor ocupación?', '¿Cuáles son los estadios más grandes?', 'Recomiéndame conciertos'],
    concert_recommendation: ({ artist, city }) => [artist !== undefined && `Háblame de ${artist}`, city !== undefined && `¿Qué recintos hay en ${city}?`, '¿Qué conciertos hay este mes?', '¿Qué artistas son los más populares?', '¿Qué recintos tienen mejor ocupación?'],
    ticket_prediction: ({ artist, venue }) => [artist !== undefined && `Háblame de ${artist}`, venue !== undefined && `¿Cuál es el aforo de ${venue}?`, '¿Qué recintos tienen mejor ocupación?', '¿Qué artistas son los más populares?', 'Recomiéndame conciertos'],
    data_analysis: ({ city }) => [city !== undefined && `Muéstrame la tendencia de asistencia en ${city}`, '¿Cuáles son los 5 recintos con más ingresos?', '¿Qué recintos tienen mejor ocupación?', 'Recomiéndame conciertos'],
    general_query: () => ['Recomiéndame conciertos', '¿Qué artistas son los más populares?', '¿Qué recintos tienen mejor ocupación?']
  }
}

const most = 3

/** Up to three questions that could come next, none of them the one that was just asked. */
export function suggestionsFor (intent: Intent, language: Language, asked: string, subject: Subject = {}): string[] {
  return suggest[language][intent](subject).filter((suggestion) => suggestion !== false).filter((suggestion) => normalized(suggestion) !== normalized(asked)).slice(0, most)
}
