import { dayAfter, listed } from '../../plain.ts'
import { statementFile } from '../../../postgres/statement-file.ts'
import type { Answer, AnswerContext } from './context.ts'
import { times } from './speech.ts'

const statement = statementFile(new URL('./artists.sql', import.meta.url))
const shown = 5

type ArtistRow = {
  artist_id: string
  name: string
  genre: string
  popularity_score: number
  members: number | null
  formation_date: string | null
  total_concerts: number
  avg_attendance: number | null
  next_concert: string | null
}

/** Who an artist is, or the most popular ones, also of a genre. */
export async function lookUpArtists ({ warehouse, entities, say, signal, now }: AnswerContext): Promise<Answer> {
  const { artists: named = [], genres = [], count = shown } = entities
  const artists = await warehouse.query<ArtistRow>({
    sql: statement(),
    parameters: { ids: listed(named.map(({ id }) => id)), genres: listed(named.length > 0 ? [] : genres.map((genre) => genre.toLowerCase())), count, today: dayAfter(now, 0) }
  }, signal)
  const [first, ...others] = artists
  if (first === undefined) return { text: say.pick({ en: `I know no ${genres.join(' or ')} artist.`, es: `No conozco artistas de ${genres.join(' ni ')}.` }), data: null }
  if (others.length === 0 || named.length > 0) return { text: artists.map((artist) => describe(artist, say)).join(' '), data: { artists } }
  const names = say.list(artists.map(({ name, popularity_score: popularity }) => `${name} (${say.decimal(popularity)})`))
  const kind = genres.length === 0 ? { en: '', es: '' } : { en: ` ${genres.join(' and ')}`, es: ` de ${genres.join(' y ')}` }
  return { text: say.pick({ en: `The most popular${kind.en} artists, of 100: ${names}.`, es: `Los artistas${kind.es} más populares, sobre 100: ${names}.` }), data: { artists } }
}

function describe (artist: ArtistRow, say: AnswerContext['say']): string {
  const { name, members, formation_date: formed, total_concerts: concerts, avg_attendance: attendance, next_concert: next } = artist
  const genres = say.list(artist.genre.split('|'))
  const popularity = say.decimal(artist.popularity_score)
  const year = formed?.slice(0, 4)
  const people = attendance === null ? '' : say.count(attendance)
  return say.pick({
    en: `${name} plays ${genres}; popularity ${popularity} of 100.` +
      `${members === null ? '' : ` ${times(members, say.count(members), 'member', 'members')}${year === undefined ? '' : `, formed in ${year}`}.`}` +
      ` ${times(concerts, say.count(concerts), 'concert', 'concerts')} so far${people === '' ? '' : `, with ${people} people on average`}.` +
      `${next === null ? ' No concert is scheduled.' : ` The next one is on ${say.date(next)}.`}`,
    es: `${name} toca ${genres}; popularidad ${popularity} de 100.` +
      `${members === null ? '' : ` ${times(members, say.count(members), 'integrante', 'integrantes')}${year === undefined ? '' : `, desde ${year}`}.`}` +
      ` ${times(concerts, say.count(concerts), 'concierto', 'conciertos')} hasta hoy${people === '' ? '' : `, con ${people} personas en promedio`}.` +
      `${next === null ? ' No tiene conciertos programados.' : ` El próximo es el ${say.date(next)}.`}`
  })
}
