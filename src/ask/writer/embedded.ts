import type { Database, Log } from '../../postgres/database.ts'
import { fold, type Language } from '../../language/words.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { nameRankFor } from './embedded/display.ts'
import { explain } from './embedded/explain.ts'
import { createGlossary } from './embedded/glossary.ts'
import { createJoinGraph } from './embedded/joins.ts'
import { createLexicon } from './embedded/lexicon.ts'
import { NotReachable, writeSql } from './embedded/query.ts'
import { asking, money, relates } from './embedded/small-words.ts'
import { correctable, createCorrections, isGrammar, Sentence } from './embedded/sentence.ts'
import { NotUnderstood } from './embedded/not-understood.ts'
import type { Knowledge } from './embedded/reading.ts'
import { understand } from './embedded/search.ts'
import { readValues } from './embedded/values.ts'
import { fillers } from '../words.ts'
import type { Writer, Written, WriteTask } from './writer.ts'

const noTokens = { input: 0, output: 0 }

/** A semantic parser over names, comments, synonyms and values: it writes a query that it has fully understood, or none. */
export function createEmbeddedWriter (database: Database, glossaryFile: string | null, log: Log): Writer {
  const glossary = createGlossary(glossaryFile)
  let known: { catalogue: Catalogue, knowledge: Promise<Knowledge & { correct: (word: string) => string }> } | null = null

  const knowledgeOf = (catalogue: Catalogue) => {
    if (known?.catalogue !== catalogue) {
      const knowledge = learn(catalogue)
      known = { catalogue, knowledge }
      knowledge.catch(() => { known = null })
    }
    return known.knowledge
  }

  async function learn (catalogue: Catalogue) {
    const values = await readValues(database, catalogue, glossary, log)
    const lexicon = createLexicon(catalogue, glossary)
    const vocabulary = [...lexicon.vocabulary, ...values.vocabulary]
    const words = new Set(vocabulary)
    const correct = createCorrections((word) => words.has(word) || glossary.knows(word) || fillers.has(word) || asking.test(word) || money.test(word) || relates(word) || correctable.includes(word) || isGrammar(word), [...vocabulary, ...glossary.words, ...correctable])
    return { catalogue, glossary, lexicon, graph: createJoinGraph(catalogue), values, correct }
  }

  return {
    kind: 'embedded',
    model: 'semantic parser',
    async write ({ question, language, catalogue, faults, before }: WriteTask): Promise<Written> {
      if (faults.length > 0) return { sql: null, explanation: unread(language, []), assumptions: [], tokens: noTokens }
      const knowledge = await knowledgeOf(catalogue)
      const tables = [...catalogue.tables.values()].filter(({ isPartition }) => !isPartition)
      const now = new Date()
      const readings = [question, ...(before === null ? [] : [`${before.question} ${question}`])]
      let words: string[] = []
      for (const text of readings) {
        try {
          const { query, sql } = understand(new Sentence(text, glossary, knowledge.correct), knowledge, language, now, (query) => writeSql(query, knowledge.graph, tables, nameRankFor(glossary)))
          return { sql, explanation: explain(query, language), assumptions: [], tokens: noTokens }
        } catch (error) {
          if (!(error instanceof NotUnderstood) && !(error instanceof NotReachable)) throw error
          if (error instanceof NotUnderstood) words = error.words.filter((word) => fold(text).includes(fold(word))) // others stand for words of other languages
        }
      }
      return { sql: null, explanation: unread(language, words), assumptions: [], tokens: noTokens }
    },
    answer: null,
    probe: async () => {}
  }
}

function unread (language: Language, words: string[]): string {
  const some = [...new Set(words)].slice(0, 5).map((word) => `"${word}"`).join(', ')
  if (language === 'es') return words.length === 0 ? 'No pude leer la pregunta como una consulta de estos datos.' : `No encontré en los datos a qué se refiere ${some}.`
  return words.length === 0 ? 'I could not read the question as a query of this data.' : `I found nothing in the data that ${some} could mean.`
}
