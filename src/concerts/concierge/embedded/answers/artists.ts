import { isoDate } from '../../../iso-date.ts'
import { joinList } from '../../../warehouse/parameters.ts'
import { warehouseStatement } from '../../../warehouse/statement.ts'
import { pluralize } from '../formatting.ts'
import { defaultCount, type Answer, type AnswerContext } from './answer.ts'

const statement = warehouseStatement(new URL('./artists.sql', import.meta.url))

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

/** Who an artist is, or the most popular ones, also of a genre. Errors: the warehouse's. */
export async function lookUpArtists ({ warehouse, entities, format, signal, now }: AnswerContext): Promise<Answer> {
  const { artists: named = [], genres = [], count = defaultCount } = entities
  const artists = await warehouse.query<ArtistRow>({
    sql: statement(),
    parameters: {
      ids: joinList(named.map(({ id }) => id)),
      genres: joinList(named.length > 0 ? [] : genres.map((genre) => genre.toLowerCase())),
      count,
      today: isoDate(now)
    }
  }, signal)
  const { localize } = format
  const [first, ...others] = artists
  if (first === undefined) {
    const text = localize({
      en: `I know no ${genres.join(' or ')} artist.`,
      es: `No conozco artistas de ${genres.join(' ni ')}.`
    })
    return { text, data: null }
  }
  if (others.length === 0 || named.length > 0) {
    return { text: artists.map((artist) => describe(artist, format)).join(' '), data: { artists } }
  }
  const ranked = artists.map(({ name, popularity_score: popularity }) => `${name} (${format.decimal(popularity)})`)
  const names = format.list(ranked)
  const kind = genres.length === 0
    ? { en: '', es: '' }
    : { en: ` ${genres.join(' and ')}`, es: ` de ${genres.join(' y ')}` }
  const text = localize({
    en: `The most popular${kind.en} artists, of 100: ${names}.`,
    es: `Los artistas${kind.es} más populares, sobre 100: ${names}.`
  })
  return { text, data: { artists } }
}

function describe (artist: ArtistRow, format: AnswerContext['format']): string {
  const { localize } = format
  const genres = format.list(artist.genre.split('|'))
  const popularity = format.decimal(artist.popularity_score)
  const music = localize({
    en: `${artist.name} plays ${genres}; popularity ${popularity} of 100.`,
    es: `${artist.name} toca ${genres}; popularidad ${popularity} de 100.`
  })
  const next = artist.next_concert === null
    ? localize({ en: 'No concert is scheduled.', es: 'No tiene conciertos programados.' })
    : localize({
      en: `The next one is on ${format.date(artist.next_concert)}.`,
      es: `El próximo es el ${format.date(artist.next_concert)}.`
    })
  return [music, describeMembers(artist, format), describePast(artist, format), next]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** Empty where nobody knows how many they are. */
function describeMembers (artist: ArtistRow, { localize, count }: AnswerContext['format']): string {
  const { members, formation_date: formed } = artist
  if (members === null) return ''
  const year = formed?.slice(0, 4)
  const since = year === undefined ? { en: '', es: '' } : { en: `, formed in ${year}`, es: `, desde ${year}` }
  return localize({
    en: `${pluralize(members, count(members), 'member', 'members')}${since.en}.`,
    es: `${pluralize(members, count(members), 'integrante', 'integrantes')}${since.es}.`
  })
}

function describePast (artist: ArtistRow, { localize, count }: AnswerContext['format']): string {
  const { total_concerts: concerts, avg_attendance: attendance } = artist
  const mean = attendance === null
    ? { en: '', es: '' }
    : { en: `, with ${count(attendance)} people on average`, es: `, con ${count(attendance)} personas en promedio` }
  return localize({
    en: `${pluralize(concerts, count(concerts), 'concert', 'concerts')} so far${mean.en}.`,
    es: `${pluralize(concerts, count(concerts), 'concierto', 'conciertos')} hasta hoy${mean.es}.`
  })
}
