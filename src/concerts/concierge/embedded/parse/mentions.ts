import { isTypo } from '../../../../language/typos.ts'
import type { Word } from '../../../../language/words.ts'
import { isIntentWord } from '../../intents.ts'
import { entityOf, type EntityKind, type Gazetteer, type NamedEntity } from './gazetteer.ts'

const maxNameWords = 8
/** A name of so few letters is as likely a word of the sentence. */
const maxCommonLetters = 3

export interface Mention {
  /** Everything that the words are the name of, of one kind. */
  entities: [NamedEntity, ...NamedEntity[]]
  /** The first word and the one behind the last. */
  start: number
  end: number
}

/** The names in a message: the longest first, then what is a name but for a typing error; no word belongs to two. */
export function findMentions (words: readonly Word[], gazetteer: Gazetteer): Mention[] {
  const { byText, byLength } = gazetteer
  const search = new MentionSearch(words)
  search.find((text) => byText.get(text))
  search.find((text, length) => {
    if (length === 1 && isIntentWord(text)) return undefined
    const close = byLength.get(length)?.find((name) => isTypo(text, name))
    return close === undefined ? undefined : byText.get(close)
  })
  search.findStateCodes(gazetteer.states)
  return search.mentions.sort((a, b) => a.start - b.start)
}

class MentionSearch {
  readonly mentions: Mention[] = []
  readonly #words: readonly Word[]
  readonly #taken = new Set<number>()

  constructor (words: readonly Word[]) {
    this.#words = words
  }

  /** Looks every run of free words up, the longest first. */
  find (lookUp: (text: string, length: number) => NamedEntity[] | undefined): void {
    const words = this.#words
    for (let length = Math.min(maxNameWords, words.length); length > 0; length--) {
      for (let start = 0; start + length <= words.length; start++) {
        const end = start + length
        if (this.#isTaken(start, end)) continue
        const found = lookUp(words.slice(start, end).map(({ text }) => text).join(' '), length)
        const entities = found === undefined ? undefined : pickKind(found, words[start - 1])
        if (entities !== undefined && isPlausibleName(entities[0], words, start, length)) {
          this.#add({ entities, start, end })
        }
      }
    }
  }

  /** A code such as TX is a state's behind "in" or a city, written as the warehouse has it. */
  findStateCodes (states: ReadonlySet<string>): void {
    for (const [place, { raw }] of this.#words.entries()) {
      if (this.#isTaken(place, place + 1) || !states.has(raw)) continue
      const isBehindIn = /^(in|en)$/.test(this.#words[place - 1]?.text ?? '')
      const isBehindCity = this.mentions.some(({ end, entities: [{ kind }] }) => end === place && kind === 'city')
      if (isBehindIn || isBehindCity) {
        this.mentions.push({ entities: [entityOf('state', raw)], start: place, end: place + 1 })
      }
    }
  }

  #isTaken (start: number, end: number): boolean {
    for (let place = start; place < end; place++) if (this.#taken.has(place)) return true
    return false
  }

  #add (mention: Mention): void {
    this.mentions.push(mention)
    for (let place = mention.start; place < mention.end; place++) this.#taken.add(place)
  }
}

const kindsOfPlace: EntityKind[] = ['city', 'state', 'venue', 'artist', 'genre', 'venue_type']
const kindsElsewhere: EntityKind[] = ['artist', 'venue', 'city', 'state', 'genre', 'venue_type']

/** Of several kinds of things with one name: a place behind "in", else an artist before a venue before a place. */
function pickKind (found: NamedEntity[], before: Word | undefined): Mention['entities'] | undefined {
  const isPlace = /^(in|en|near|from|around)$/.test(before?.text ?? '')
  for (const wanted of isPlace ? kindsOfPlace : kindsElsewhere) {
    const [first, ...others] = found.filter(({ kind }) => kind === wanted)
    if (first !== undefined) return [first, ...others]
  }
  return undefined
}

/** One short or common word is an artist's or a venue's name only where it is written as one. */
function isPlausibleName ({ kind }: NamedEntity, words: readonly Word[], start: number, length: number): boolean {
  const word = words[start]
  if (length > 1 || word === undefined || (kind !== 'artist' && kind !== 'venue')) return true
  const isCommon = word.text.length <= maxCommonLetters || isIntentWord(word.text)
  const isCapitalized = word.raw[0] !== word.raw[0]?.toLowerCase()
  return !isCommon || (start > 0 && isCapitalized)
}
