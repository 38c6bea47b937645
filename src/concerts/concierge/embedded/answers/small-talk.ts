import { fold } from '../../../../language/words.ts'
import type { Localized } from '../formatting.ts'
import type { Answer, AnswerContext } from './answer.ts'

const abilities: Localized = {
  en: 'I know artists, venues and concerts: ask me who an artist is, what is on in a city, ' +
    'how a venue does, or what a concert will sell.',
  es: 'Sé de artistas, recintos y conciertos: pregúntame quién es un artista, qué hay en una ciudad, ' +
    'cómo le va a un recinto o cuánto venderá un concierto.'
}

/** The first that fits answers. */
const replies: [pattern: RegExp, reply: Localized][] = [
  [/\b(thank|thanks|gracias)\b/, { en: 'You are welcome.', es: 'De nada.' }],
  [/\b(bye|goodbye|adios|hasta luego)\b/, { en: 'Goodbye.', es: 'Hasta luego.' }],
  [/^(hi|hello|hey|good|hola|buen|saludos)/, { en: `Hello. ${abilities.en}`, es: `Hola. ${abilities.es}` }],
  [/\b(what can you|help|que puedes|que sabes|ayuda)/, abilities]
]

const unknown: Localized = { en: `That I do not know. ${abilities.en}`, es: `Eso no lo sé. ${abilities.es}` }

/** What fits none of the other subjects is not answered, and says so. */
export async function answerSmallTalk ({ message, format }: AnswerContext): Promise<Answer> {
  const folded = fold(message)
  const [, reply] = replies.find(([pattern]) => pattern.test(folded)) ?? [undefined, unknown]
  return { text: format.localize(reply), data: null }
}
