import type { Database } from '../../postgres/database.ts'
import type { Log } from '../../postgres/statement.ts'
import { fold, type Language } from '../../language/words.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { nameRankFor } from './embedded/display.ts'
import { explain } from './embedded/explain.ts'
import { createGlossary } from './embedded/glossary.ts'
import { createJoinGraph } from './embedded/joins.ts'
import { createLexicon } from './embedded/lexicon.ts'
import { NotReachable, writeSql, type Query } from './embedded/query.ts'
import { asking, money, relates } from './embedded/small-words.ts'
import { correctable, createCorrections, isGrammar, Sentence } from './embedded/sentence.ts'
import { NotUnderstood } from './embedded/not-understood.ts'
import type { Knowledge } from './embedded/reading.ts'
import { understand } from './embedded/search.ts'
import { readValues } from './embedded/values.ts'
import { stopWords } from '../words.ts'
import type { Writer, WriterResult, WriterInput } from './writer.ts'

const noTokens = { input: 0, output: 0 }
const maxNamedWords = 5

type CorrectingKnowledge = Knowledge & { correct: (word: string) => string }

/** A semantic parser over names, comments, synonyms and values: it writes a query that it understood, or none. */
export function createEmbeddedWriter (database: Database, glossaryFile: string | null, log: Log): Writer {
  const glossary = createGlossary(glossaryFile)
  let known: { catalogue: Catalogue, knowledge: Promise<CorrectingKnowledge> } | null = null

  const knowledgeOf = (catalogue: Catalogue) => {
    if (known?.catalogue !== catalogue) {
      const knowledge = buildKnowledge(catalogue)
      known = { catalogue, knowledge }
      knowledge.catch(() => { known = null })
    }
    return known.knowledge
  }

  async function buildKnowledge (catalogue: Catalogue): Promise<CorrectingKnowledge> {
    const values = await readValues(database, catalogue, glossary, log)
    const lexicon = createLexicon(catalogue, glossary)
    const vocabulary = [...lexicon.vocabulary, ...values.vocabulary]
    const words = new Set(vocabulary)
    const isWord = (word: string) => words.has(word) || glossary.knows(word) || isFunctionWord(word)
    const correct = createCorrections(isWord, [...vocabulary, ...glossary.words, ...correctable])
    return { catalogue, glossary, lexicon, graph: createJoinGraph(catalogue), values, correct }
  }

  return {
    kind: 'embedded',
    model: 'semantic parser',
    async write ({ question, language, catalogue, faults, before }: WriterInput): Promise<WriterResult> {
      if (faults.length > 0) return { sql: null, explanation: unread(language, []), assumptions: [], tokens: noTokens }
      const knowledge = await knowledgeOf(catalogue)
      const tables = [...catalogue.tables.values()].filter(({ isPartition }) => !isPartition)
      const now = new Date()
      const readings = [question, ...(before === null ? [] : [`${before.question} ${question}`])]
      let words: string[] = []
      for (const text of readings) {
        try {
          const sentence = new Sentence(text, glossary, knowledge.correct)
          const toSql = (query: Query) => writeSql(query, knowledge.graph, tables, nameRankFor(glossary))
          const { query, sql } = understand(sentence, knowledge, language, now, toSql)
          return { sql, explanation: explain(query, language), assumptions: [], tokens: noTokens }
        } catch (error) {
          if (!(error instanceof NotUnderstood) && !(error instanceof NotReachable)) throw error
          if (!(error instanceof NotUnderstood)) continue
          // others stand for words of other languages
          words = error.words.filter((word) => fold(text).includes(fold(word)))
        }
      }
      return { sql: null, explanation: unread(language, words), assumptions: [], tokens: noTokens }
    },
    answer: null,
    probe: async () => {}
  }
}

/** A word of the language rather than of the data: it is never taken for a misspelt name. */
function isFunctionWord (word: string): boolean {
  return stopWords.has(word) || asking.test(word) || money.test(word) || relates(word) ||
    correctable.includes(word) || isGrammar(word)
}

/** Says what was not understood: the words, where some are known. */
function unread (language: Language, words: string[]): string {
  const named = [...new Set(words)].slice(0, maxNamedWords).map((word) => `"${word}"`).join(', ')
  if (language === 'es') {
    if (words.length === 0) return 'No pude leer la pregunta como una consulta de estos datos.'
    return `No encontré en los datos a qué se refiere ${named}.`
  }
  if (words.length === 0) return 'I could not read the question as a query of this data.'
  return `I found nothing in the data that ${named} could mean.`
}
