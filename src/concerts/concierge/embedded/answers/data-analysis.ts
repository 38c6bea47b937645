import { fold } from '../../../../language/words.ts'
import type { Answer, AnswerContext } from './answer.ts'
import { describeTrend } from './attendance-trend.ts'
import { compareVenues } from './venue-ranking.ts'

const trendWords = [
  /\b(trend|over time|by year|per year|year by year|evolution)\b/,
  /\b(tendencia|a lo largo|por ano|evolucion)\b/
]

/** Year by year where a trend was asked for, else venues ranked. Errors: the warehouse's. */
export function analyze (context: AnswerContext): Promise<Answer> {
  const folded = fold(context.message)
  return trendWords.some((words) => words.test(folded)) ? describeTrend(context) : compareVenues(context)
}
