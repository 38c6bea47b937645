import { stopWords } from '../../words.ts'
import type { Element, Lexicon, Match } from './lexicon.ts'
import { asking, money, relates } from './small-words.ts'
import type { Sentence } from './sentence.ts'
import type { ValueIndex, ValueRef } from './values.ts'

/** Words of a question that are the name of something in the schema, or one of its values. */
export interface Mention {
  start: number
  end: number
  /** What of the schema it can be, the likeliest first; none where it is a value only. */
  matches: Match[]
  values: ValueRef[]
  /** Whether the words are a value as they stand, rather than nearly one. */
  isExact: boolean
}

const longest = 5
const leastScore = 0.5

/** Finds names and values in the words that nothing has taken, the longest and likeliest first; it takes them. */
export function takeMentions (sentence: Sentence, lexicon: Lexicon, values: ValueIndex): Mention[] {
  const mentions: Mention[] = []
  const { words } = sentence
  const signed = values.signed(sentence.question)
  if (signed.length > 0) {
    const [first] = signed
    const own = first === undefined ? [] : first.value.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
    const start = words.findIndex(({ text }, place) => own.every((word, offset) => words[place + offset]?.text === word) && text === own[0])
    if (start !== -1 && own.length > 0 && !sentence.isTaken(start)) add(start, start + own.length, [], signed, true)
  }
  for (let length = longest; length > 1; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const span = words.slice(start, start + length)
      if (span.some((_word, offset) => sentence.isTaken(start + offset))) continue
      const exact = values.exact(span.map(({ text }) => text).join(' '))
      if (exact.length === 0) continue
      const named = lexicon.match(keysOf(start, start + length))
      add(start, start + length, (named[0]?.score ?? 0) < 0.95 ? [] : named, exact, true)
    }
  }
  for (let length = longest; length > 0; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const span = words.slice(start, start + length)
      if (span.some((_word, offset) => sentence.isTaken(start + offset))) continue
      const [first, last] = [span[0]?.text ?? '', span.at(-1)?.text ?? '']
      const text = span.map(({ text }) => text).join(' ')
      // "sales" is what was earned, unless somebody is "in sales"
      const isMoney = money.test(first) && !/^(?:in|de|en|from|of|del)$/.test(words[start - 1]?.text ?? '')
      const exact = length === 1 && first.length > 1 && !isMoney ? values.exact(text) : []
      const isPlainEdge = !stopWords.has(first) && !stopWords.has(last)
      if (!isPlainEdge) continue
      const content = keysOf(start, start + length)
      if (length > 1 && (content.length < 2 || content.length > 3)) continue
      const matches = lexicon.match(content).filter(({ score }) => score >= (length > 1 ? 0.6 : 0.3))
      if (length > 1 && matches.length > 0) {
        // two words that are one name, rather than a name beside another
        const parts = span.filter(({ text }) => !stopWords.has(text)).map((_word, place) => lexicon.match([content[place] ?? new Set()])[0])
        const better = (matches[0]?.score ?? 0) >= 0.75 && !parts.every((part) => part !== undefined && part.score >= 0.95 && part.element.kind === 'table')
        if (better) add(start, start + length, matches, [], false)
      }
      if (length === 1) {
        const isSmall = asking.test(first)
        // a participle says what something is, another form of the word what it is about
        const isDone = /^(?:han|ha|he|hemos|have|has|had|never|nunca|been|ever|jamas)$/.test(words[start - 1]?.text ?? '') || /ing$/.test(first)
        const isParticiple = /(?:ad|id)[oa]s?$|ed$|en$|^(?:paid|sold|sent|lost|open|held)$/.test(first)
        const mayBeValue = !isDone && (isParticiple || words[start - 1]?.text === 'se' || !relates(first, words[start - 1]?.text))
        const alike = exact.length > 0 ? exact : isSmall || (money.test(first) && !/^(?:paid|payed|pagad[oa]s?|vendid[oa]s?|sold|cobrad[oa]s?|facturad[oa]s?)$/.test(first)) || !mayBeValue ? [] : values.alike(sentence.keys[start] ?? new Set())
        if ((isSmall || first.length < 3) && exact.length === 0 && (matches[0]?.score ?? 0) <= 1) continue
        if (matches.length > 0 || alike.length > 0) add(start, start + 1, matches, alike, exact.length > 0)
        else if (!isSmall && first.length > 3 && !money.test(first) && !/\d/.test(first) && !relates(first, words[start - 1]?.text)) {
          const [akin, inside] = [first.length > 4 ? lexicon.akin(first) : [], values.akin(first)]
          if (akin.length + inside.length > 0) add(start, start + 1, akin, inside, false)
        }
      }
    }
  }
  return mentions.sort((a, b) => a.start - b.start)

  function keysOf (start: number, end: number): Set<string>[] {
    return words.slice(start, end).flatMap(({ text }, offset) => stopWords.has(text) ? [] : [sentence.keys[start + offset] ?? new Set<string>()])
  }

  function add (start: number, end: number, matches: Match[], found: ValueRef[], isExact: boolean): void {
    mentions.push({ start, end, matches, values: found, isExact })
    sentence.take(start, end)
  }
}

/** Columns whose whole name has a word that would else say what is wanted: "maximum salary", "total amount". */
export function takeNames (sentence: Sentence, lexicon: Lexicon): Mention[] {
  const mentions: Mention[] = []
  for (let start = 0; start + 2 <= sentence.words.length; start++) {
    if (sentence.isTaken(start) || sentence.isTaken(start + 1)) continue
    const pair = sentence.words.slice(start, start + 2).map(({ text }) => text)
    if (!pair.some((word) => /^(?:max|maxim[oa]|maximum|min|minim[oa]|minimum)$/.test(word)) || pair.some((word) => stopWords.has(word))) continue
    const matches = lexicon.match([sentence.keys[start] ?? new Set(), sentence.keys[start + 1] ?? new Set()]).filter(({ element, score }) => element.kind === 'column' && score >= 0.95)
    if (matches.length === 0) continue
    sentence.take(start, start + 2)
    mentions.push({ start, end: start + 2, matches, values: [], isExact: false })
  }
  return mentions
}

export function bestTable ({ matches }: Mention, least = leastScore) {
  return matches.find((match): match is Match & { element: Element & { kind: 'table' } } => match.element.kind === 'table' && match.score >= least)
}

export function columnMatches ({ matches }: Mention, least = leastScore) {
  return matches.filter((match): match is Match & { element: Element & { kind: 'column' } } => match.element.kind === 'column' && match.score >= least)
}
