import { useEffect, useRef } from 'react'
import { isObject } from '../../json/is-object.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { engineName } from '../language/engine-name.ts'
import { integer } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import type { AskAnswer } from './events.ts'
import { Feedback } from './feedback.tsx'
import { ResultRows } from './result-rows.tsx'
import { Sql } from './sql.tsx'
import { stages, type Stage, type Turn } from './turn.ts'

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
  const { ask: labels } = texts
  return (
    <article className='card'>
      <h2 ref={heading} tabIndex={-1}>{question}</h2>
      <Stages turn={turn} />
      <div aria-live='polite'>{answer !== '' && <p className='answer'>{answer}</p>}</div>
      <ProblemNote problem={problem} onTry={onTry} />
      {rows !== null && <ResultRows rows={rows} question={question} />}
      {sql !== null && (
        <details open={rows === null || undefined}>
          <summary>{labels.sql}</summary>
          <Sql text={sql} />
          {explanation !== '' && <p className='quiet'>{explanation}</p>}
          {done !== null && done.assumptions.length > 0 && (
            <p className='quiet'>{labels.assumptions}: {done.assumptions.join('; ')}</p>
          )}
        </details>
      )}
      {done !== null && <Provenance answer={done} />}
      {done !== null && !asking && conversation !== null && <Feedback key={conversation} conversation={conversation} />}
    </article>
  )
}

/** Who wrote the query, how long the answer took, and how many rows it has. */
function Provenance ({ answer: { meta, row_count: rowCount } }: { answer: AskAnswer }) {
  const timings = isObject(meta['timings_ms']) ? Object.values(meta['timings_ms']) : []
  const totalMs = timings.reduce<number>((sum, ms) => sum + Number(ms), 0)
  const engine = engineName(String(meta['engine']))
  return (
    <p className='quiet'>
      {texts.ask.engine} {engine} · {integer(totalMs)} ms · {texts.common.rows(integer(rowCount))}
    </p>
  )
}

function Stages ({ turn: { reached, asking } }: { turn: Turn }) {
  const current = asking ? stages.find((stage) => !reached.includes(stage)) : undefined
  const classOf = (stage: Stage) => {
    if (reached.includes(stage)) return 'done'
    return stage === current ? 'now' : undefined
  }
  return (
    <ol className='stages'>
      {stages.map((stage) => (
        <li key={stage} className={classOf(stage)} aria-current={stage === current ? 'step' : undefined}>
          {texts.ask.stages[stage]}
        </li>
      ))}
    </ol>
  )
}
