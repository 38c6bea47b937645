import { useEffect, useRef } from 'react'
import { engineName } from '../language/engine-name.ts'
import { integer } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Feedback } from './feedback.tsx'
import { ResultRows } from './result-rows.tsx'
import { Sql } from './sql.tsx'
import { stages, type Turn } from './turn.ts'

interface TurnCardProps {
  turn: Turn
  /** The conversation whose last answer this is; null for those before. */
  conversation: string | null
  onTry: (question: string) => void
}

/** A question, the stages of its answer as they come, and the answer. */
export function TurnCard ({ turn, conversation, onTry }: TurnCardProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus() // what was chosen to ask it is gone
  }, [])
  const { question, asking, answer, rows, sql, explanation, done, problem } = turn
  return (
    <article className='card'>
      <h2 ref={heading} tabIndex={-1}>{question}</h2>
      <Stages turn={turn} />
      <div aria-live='polite'>{answer !== '' && <p className='answer'>{answer}</p>}</div>
      <ProblemNote problem={problem} onTry={onTry} />
      {rows !== null && <ResultRows rows={rows} question={question} />}
      {sql !== null && (
        <details open={rows === null || undefined}>
          <summary>{texts.ask.sql}</summary>
          <Sql text={sql} />
          {explanation !== '' && <p className='quiet'>{explanation}</p>}
          {done !== null && done.assumptions.length > 0 && <p className='quiet'>{texts.ask.assumptions}: {done.assumptions.join('; ')}</p>}
        </details>
      )}
      {done !== null && <p className='quiet'>{texts.ask.engine} {engineName(String(done.meta['engine']))} · {integer(Object.values(done.meta['timings_ms'] as object).reduce((sum: number, ms: unknown) => sum + Number(ms), 0))} ms · {texts.common.rows(integer(done.row_count))}</p>}
      {done !== null && !asking && conversation !== null && <Feedback key={conversation} conversation={conversation} />}
    </article>
  )
}

function Stages ({ turn: { reached, asking } }: { turn: Turn }) {
  const now = asking ? stages.find((stage) => !reached.includes(stage)) : undefined
  return (
    <ol className='stages'>
      {stages.map((stage) => <li key={stage} className={reached.includes(stage) ? 'done' : stage === now ? 'now' : undefined} aria-current={stage === now ? 'step' : undefined}>{texts.ask.stages[stage]}</li>)}
    </ol>
  )
}
