import type { Problem } from '../client/problem.ts'
import { ownHalf } from '../language/own-half.ts'
import { texts } from '../language/texts.ts'

const known = new Map<string, string>(Object.entries(texts.problems))

interface ProblemNoteProps {
  problem: Problem | null
  /** Paths whose faults stand beside their fields. */
  beside?: readonly string[]
  /** What to do with a question that the service offers in place of the one it could not answer. */
  onTry?: (question: string) => void
}

/** Tells a person what went wrong, in their language, with what the service said of it. */
export function ProblemNote ({ problem, beside = [], onTry }: ProblemNoteProps) {
  if (problem === null) return null
  const rest = problem.faults.filter(({ path }) => !beside.includes(path))
  const said = problem.code !== 'unreachable' && problem.faults.length === 0
  return (
    <div className='problem' role='alert'>
      <strong>{known.get(problem.code) ?? texts.problems.other}</strong>
      {said && <p lang={problem.code === 'question_not_answerable' ? undefined : 'en'}>{problem.message}</p>}
      {rest.length > 0 && <ul lang='en'>{rest.map(({ path, message }) => <li key={path}><code>{path}</code> {message}</li>)}</ul>}
      {problem.detail('rule').map((rule) => <p key={rule}>{texts.problems.rule}: <code>{rule}</code></p>)}
      {problem.detail('sql').map((sql) => <pre key={sql} tabIndex={0}>{sql}</pre>)}
      <Suggestions problem={problem} onTry={onTry} />
      {problem.code === 'unauthorized' && <button type='button' onClick={() => document.getElementById('key')?.focus()}>{texts.problems.enter_key}</button>}
      {problem.requestId !== null && problem.status >= 500 && <p className='quiet'>{texts.problems.request_id} <code>{problem.requestId}</code></p>}
    </div>
  )
}

function Suggestions ({ problem, onTry }: Pick<ProblemNoteProps, 'onTry'> & { problem: Problem }) {
  const holds = problem.detail('holds')
  const suggestions = problem.detail('suggestions')
  return (
    <>
      {suggestions.length > 0 && onTry !== undefined && (
        <>
          <p>{texts.problems.try}:</p>
          <p className='chips'>{suggestions.map((question) => <button key={question} type='button' className='chip' onClick={() => onTry(question)}>{question}</button>)}</p>
        </>
      )}
      {holds.length > 0 && (
        <details>
          <summary>{texts.problems.holds}</summary>
          <ul>{holds.map((table) => <li key={table}>{ownHalf(table)}</li>)}</ul>
        </details>
      )}
    </>
  )
}
