import { stem } from '../../language/stems.ts'
import { isTypo } from '../../language/typos.ts'
import type { Language, Word } from '../../language/words.ts'
import type { Intent } from './concierge.ts'

type Told = Exclude<Intent, 'general_query'>

/** How much a word says for an intent: 4 whatever else is named, 3 it is about nothing else, 2 it mostly is, 1 it may be. */
const lexicon: Record<Told, Record<Language, Partial<Record<1 | 2 | 3 | 4, string>>>> = {
  artist_lookup: {
    en: { 3: 'artist band musician singer', 2: 'members genre formed', 1: 'who popular popularity group known' },
    es: { 3: 'artista banda cantante', 2: 'integrantes miembros género', 1: 'músico quién quiénes popular popularidad grupo existe existen formó fundó conocido' }
  },
  venue_search: {
    en: { 3: 'venue capacity address', 2: 'hall place theater theatre arena stadium club amphitheater amphitheatre', 1: 'where located big large largest biggest hold holds near seat outdoor' },
    es: { 3: 'recinto aforo capacidad dirección', 2: 'estadio teatro sala foro lugar lugares anfiteatro local arena', 1: 'dónde queda cabe caben ubicado grande cerca asientos' }
  },
  concert_recommendation: {
    en: { 3: 'recommend recommendation suggest concert gig', 2: 'show event play playing perform upcoming live', 1: 'see hear attend tour weekend tonight enjoy fan like cheap soon go' },
    es: { 3: 'recomienda recomiéndame recomendación recomendar sugiere sugiéreme sugerir concierto', 2: 'evento show toca tocan tocar presenta presentan presentación próximos', 1: 'ver ir escuchar gusta gustan gira fan barato pronto hoy' }
  },
  ticket_prediction: {
    en: { 3: 'predict prediction forecast estimate', 2: 'sell sold sale expect expected fill sellout', 1: 'ticket attendance come people many' },
    es: { 3: 'predice predicción predecir pronóstico pronostica pronosticar estima estimar estimación venderá venderán vendería venderían llenará agotará', 2: 'venta llenar agotar vender llenaría agotaría', 1: 'boletos entradas tickets asistencia gente localidades iría irían cuántos' }
  },
  data_analysis: {
    en: { 4: 'rank ranking average compare comparison statistics trend analyze analysis', 3: 'revenue', 2: 'rate attendance booked booking full fullest busiest occupancy earn', 1: 'best most top mean often performance' },
    es: { 4: 'ranking promedio compara comparar comparación estadística tendencia analiza análisis', 3: 'ingresos ocupación', 2: 'tasa asistencia lleno llenos llena reservados ganan recaudan', 1: 'mejor mejores más top media rendimiento' }
  }
}

const phrases: [pattern: RegExp, intent: Told, weight: number][] = [
  [/\b(tell me about|info(rmation)? (on|about)|describe|what do you know (of|about)|who (is|are|was|were))\b/, 'artist_lookup', 1.5],
  [/\b(hablame (de|sobre)|cuentame (de|sobre|mas)|informacion (de|sobre|acerca)|que sabes (de|sobre)|quien(es)? (es|son|era|eran))\b/, 'artist_lookup', 1.5],
  [/\b(whats on|what is on|what should i see|going on|que hay para ver)\b/, 'concert_recommendation', 2],
  [/\b(how many (tickets|people)|sell out|cuant[oa]s? (boletos|entradas|tickets|gente|personas))\b/, 'ticket_prediction', 2],
  [/\b((concert|music) (halls?|venues?|places?)|(lugares?|salas?|recintos?|sitios?|foros?) (para|de) (conciertos?|musica))\b/, 'venue_search', 3],
  [/\bmas llen[oa]s?\b/, 'data_analysis', 2],
  [/\b(how (big|large)|que tan grande|cuanta gente cabe|cuantas personas caben)\b/, 'venue_search', 3]
]

const greeting = /^(hi|hello|hey|good (morning|afternoon|evening)|hola|buen[oa]s (dias|tardes|noches)|saludos)\b|\b(thanks|thank you|gracias|bye|goodbye|adios|hasta luego)\b/
/** "Show me" and its like ask for anything. */
const empty = /\b(show me|show|muestrame|dime|tell me)(?= (?:the|los|las|all|todos|todas|some|me|venues?|artists?|recintos|artistas|information|informacion|a|un|una|statistics|estadisticas)\b)/g

/** Below this nothing was said that an intent could be told by. */
const leastScore = 1.5
const intents = Object.keys(lexicon) as Told[]
const byStem = new Map<string, Map<Told, number>>()
for (const intent of intents) {
  for (const language of ['en', 'es'] as const) {
    for (const [weight, words] of Object.entries(lexicon[intent][language])) {
      for (const word of words.split(' ')) {
        const key = `${language}:${stem(word, language)}`
        const weights = byStem.get(key) ?? new Map<Told, number>()
        weights.set(intent, Math.max(weights.get(intent) ?? 0, Number(weight)))
        byStem.set(key, weights)
      }
    }
  }
}
const stems = [...byStem.keys()]

/** What of an intent is said by names and numbers in a message rather than by its words. */
export interface Signs {
  artist?: boolean
  venue?: boolean
  city?: boolean
  genre?: boolean
  price?: boolean
  period?: boolean
}

export interface Judgement {
  intent: Intent
  confidence: number
  /** Whether the message said anything about concerts at all. */
  isTold: boolean
}

/**
 * The intent of a message: the sum of what its words say (whole words by their stems, in both languages, with
 * typing errors), of its phrases, and of what it names. confidence = the softmax of the sums; 0.9 for a greeting.
 */
export function judge (words: readonly Word[], signs: Signs = {}): Judgement {
  const text = words.map(({ text }) => text).join(' ').replaceAll(empty, '').trim()
  const scores = new Map(intents.map((intent) => [intent, signed(intent, signs)]))
  const add = (intent: Told, weight: number) => scores.set(intent, (scores.get(intent) ?? 0) + weight)
  let said = 0
  for (const word of new Set(text.split(' ').filter((word) => word.length > 1))) {
    for (const [intent, weight] of weightsOf(word)) {
      add(intent, weight)
      said += weight
    }
  }
  for (const [pattern, intent, weight] of phrases) {
    if (!pattern.test(text)) continue
    add(intent, weight)
    said += weight
  }
  const [[intent, score] = ['artist_lookup', 0] as const] = [...scores].sort(([, a], [, b]) => b - a)
  if (greeting.test(text) && score < 3) return { intent: 'general_query', confidence: 0.9, isTold: true }
  const sum = [...scores.values()].reduce((total, value) => total + Math.exp(value), 0)
  if (score < leastScore) return { intent: 'general_query', confidence: round(Math.exp(leastScore) / (sum + Math.exp(leastScore))), isTold: false }
  return { intent, confidence: round(Math.exp(score) / sum), isTold: said > 0 }
}

function weightsOf (word: string): Map<Told, number> {
  const found = new Map<Told, number>()
  const keys = (['en', 'es'] as const).map((language) => `${language}:${stem(word, language)}`)
  const known = keys.filter((key) => byStem.has(key))
  const close = known.length > 0 ? known : stems.filter((key) => keys.some((own) => own.slice(0, 3) === key.slice(0, 3) && isTypo(own.slice(3), key.slice(3))))
  for (const key of close) {
    for (const [intent, weight] of byStem.get(key) ?? []) found.set(intent, Math.max(found.get(intent) ?? 0, weight))
  }
  return found
}

/** Whether a word stands in the lexicon, so that it is no name by itself. */
export function isIntentWord (word: string): boolean {
  return byStem.has(`en:${stem(word, 'en')}`) || byStem.has(`es:${stem(word, 'es')}`)
}

function signed (intent: Told, { artist = false, venue = false, city = false, genre = false, price = false, period = false }: Signs): number {
  const weigh = (weights: [boolean, number][]) => weights.reduce((sum, [given, weight]) => sum + (given ? weight : 0), 0)
  switch (intent) {
    case 'artist_lookup': return weigh([[artist, 1.5], [genre, 0.5]])
    case 'venue_search': return weigh([[venue, 1.5], [city, 0.5]])
    case 'concert_recommendation': return weigh([[artist, 0.6], [city, 0.6], [genre, 1], [price, 1], [period, 1]])
    case 'ticket_prediction': return weigh([[artist && venue, 1.5], [price, 1], [period && artist && venue, 0.5]])
    case 'data_analysis': return weigh([[city, 0.5]])
  }
}

function round (share: number): number {
  return Math.round(share * 100) / 100
}
