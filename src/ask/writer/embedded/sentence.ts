import { isTypo } from '../../../language/typos.ts'
import { wordsOf, type Word } from '../../../language/words.ts'
import type { Glossary } from './glossary.ts'

export interface Found {
  /** The words that it stands in: the first, and the one behind the last. */
  start: number
  end: number
  groups: Record<string, string>
}

const numberWords: Record<string, string> = Object.fromEntries(['dos two', 'tres three', 'cuatro four', 'cinco five', 'seis six', 'siete seven', 'ocho eight', 'nueve nine', 'diez ten', 'once eleven', 'doce twelve'].flatMap((words, place) => words.split(' ').map((word) => [word, String(place + 2)])).concat([['cien', '100'], ['hundred', '100'], ['veinte', '20'], ['twenty', '20'], ['treinta', '30'], ['thirty', '30'], ['cincuenta', '50'], ['fifty', '50'], ['quince', '15'], ['fifteen', '15']]))

/** A question as words, each taken by what it was understood as. */
export class Sentence {
  /** As it was asked, for texts in quotes and values with signs. */
  readonly question: string
  readonly quoted: string[] = []
  readonly words: Word[]
  readonly keys: Set<string>[]
  readonly #taken: boolean[]

  constructor (question: string, glossary: Glossary, corrections: (word: string) => string) {
    this.question = question
    const plain = question
      .replaceAll(/["“”«»]([^"“”«»]+)["“”«»]/g, (_all, text: string) => ` quoted${this.quoted.push(text) - 1} `)
      .replaceAll(/['’]s(?![\p{L}])/gu, '')
      .replaceAll(/(?<=\d)[,.](?=\d{3}(?!\d))/g, '')
      .replaceAll(/(\d)\s?%|(?<=\d) por ciento\b/g, '$1 percent')
    const folded = wordsOf(plain).map(({ text }) => numberWords[text] ?? corrections(text)).join(' ')
    // "at least one" says no more than "with"
    this.words = wordsOf(glossary.rewrite(folded).replaceAll(/\b(?:at least|al menos|por lo menos) (?:one|uno?|una|1)\b/g, 'con').replaceAll(/\b(more than|mas de|less than|menos de|fewer than) (?:one|uno|una|un)\b/g, '$1 1').replaceAll(/\b(than|de|of|least|menos) mil\b/g, '$1 1000').replaceAll(/\bs\b/g, ' '))
    this.keys = this.words.map(({ text }) => glossary.keysOf(text))
    this.#taken = this.words.map(() => false)
  }

  get text (): string {
    return this.words.map(({ text }) => text).join(' ')
  }

  isTaken (place: number): boolean {
    return this.#taken[place] ?? true
  }

  take (start: number, end: number): void {
    for (let place = start; place < end; place++) this.#taken[place] = true
  }

  /** The places where a pattern stands in words that nothing has taken; it takes them. */
  takeAll (pattern: RegExp): Found[] {
    const found: Found[] = []
    const text = this.text
    for (const match of text.matchAll(new RegExp(`(?<= |^)(?:${pattern.source})(?= |$)`, 'g'))) {
      const start = text.slice(0, match.index).split(' ').length - 1
      const end = start + match[0].split(' ').length
      if (this.words.slice(start, end).some((_word, offset) => this.isTaken(start + offset))) continue
      this.take(start, end)
      found.push({ start, end, groups: Object.fromEntries(Object.entries(match.groups ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined)) })
    }
    return found
  }

  /** The words that nothing has explained. */
  left (): string[] {
    return this.words.filter((_word, place) => !this.isTaken(place)).map(({ text }) => text)
  }
}

/** Words of the language itself, by their beginnings: none of them is a typing error for something in the data. */
const grammar = ('arent isnt dont doesnt didnt havent hasnt wasnt werent wont cant medio medias abov acab activ actual after agost alguna alphab anima anter antes apri april ascend augu averag bajo barat befor begin below best between biggest cada cancel cantid cheap comien como compar contain contien count cual cuand cuant debajo decem desc desde despu diari ' +
  'dicie differ diferen distin domin durant each earli eight encim ending enero entre equal every exact expen febr fewer fewes final first five four frida from great grand group grupo having hasta high hour inferi januar juev juli julio june junio larg last latest least less list long lower lunes ' +
  'maner manana march marzo marte maxim mayo mayor mean media mejor menor menos mensual mierc minim month most muestr near never newest ningun ninguna novie novem nunca octub octob olde order orden other over past pasad peor percent period porce prim prom prox quart recent satur sabad segun segund ' +
  'septi setie shor show since sino small sort star starts sunda super super terce thursd tiene today todos tomorr total trimes tuesd ultim under uniqu unic until vierne wednes week where which whose without year yester young').split(' ')

/** Words that a typing error in a question may have been meant for. */
export const correctable = 'average promedio cuantos cuantas number numero highest lowest maximum minimum between expensive cheapest ordered greater without cancelled delivered january february march april august september october november december enero febrero marzo abril agosto septiembre octubre noviembre diciembre'.split(' ')

export function isGrammar (word: string): boolean {
  return grammar.some((beginning) => word.startsWith(beginning))
}

/** What a word was meant to be, where it is none that is known and nearly one that is. */
export function createCorrections (known: (word: string) => boolean, vocabulary: Iterable<string>): (word: string) => string {
  const list = [...new Set([...vocabulary].flatMap((word) => [word, word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`]))].filter((word) => word.length > 4)
  return (word) => {
    if (word.length < 5 || /\d/.test(word) || known(word)) return word
    const close = list.filter((candidate) => isTypo(word, candidate))
    return close.length > 0 && close[0] !== undefined ? close[0] : word
  }
}
