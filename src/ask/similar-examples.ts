import { normalized } from '../language/words.ts'
import { stemsOf, stopWords } from './words.ts'

const minLikeness = 0.3

/**
 * The examples whose questions share the most words with this one, the likest first; at most `max`. Likeness is the
 * cosine of the two sets of words: 1 for the same ones, 0 for none in common.
 */
export function similarExamples<E extends { question: string }> (
  examples: readonly E[], question: string, max: number
): E[] {
  const wanted = wordSet(question)
  const likenessTo = (words: Set<string>) => {
    const shared = [...words].filter((word) => wanted.has(word)).length
    return shared / Math.sqrt(words.size * wanted.size || 1)
  }
  return examples
    .map((example) => ({ example, likeness: likenessTo(wordSet(example.question)) }))
    .filter(({ likeness }) => likeness > minLikeness)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, max)
    .map(({ example }) => example)
}

function wordSet (text: string): Set<string> {
  const words = normalized(text).split(' ').filter((word) => word !== '' && !stopWords.has(word))
  return new Set(words.map((word) => stemsOf(word).join('|')))
}
