import { useContext } from 'react'
import { KeyInput } from '../client/key-input.ts'
import type { Problem } from '../client/problem.ts'
import { localizeComment } from '../language/bilingual-comment.ts'
import { texts } from '../language/texts.ts'

const messages = new Map<string, string>(Object.entries(texts.problems))

interface ProblemNoteProps {
  problem: Problem | null
  /** Paths of values whose fields show what is wrong with them. */
  fieldPaths?: readonly string[]
  /** What to do with a question that the service offers in place of the one it could not answer. */
  onTry?: (question: string) => void
}

/** Tells a person what went wrong, in their language, with what the service said of it. */
export function ProblemNote ({ problem, fieldPaths = [], onTry }: ProblemNoteProps) {
  const keyInput = useContext(KeyInput)
  if (problem === null) return null
  const { code, message, status, requestId } = problem
  const { problems: labels } = texts
  const otherFaults = problem.faults.filter(({ path }) => !fieldPaths.includes(path))
  const hasOwnMessage = code !== 'unreachable' && problem.faults.length === 0
  return (
    <div className='problem' role='alert'>
      <strong>{messages.get(code) ?? labels.other}</strong>
      {hasOwnMessage && <p lang={code === 'question_not_answerable' ? undefined : 'en'}>{message}</p>}
      {otherFaults.length > 0 && (
        <ul lang='en'>
          {otherFaults.map((fault) => <li key={fault.path}><code>{fault.path}</code> {fault.message}</li>)}
        </ul>
      )}
      {problem.detail('rule').map((rule) => <p key={rule}>{labels.rule}: <code>{rule}</code></p>)}
      {problem.detail('sql').map((sql) => <pre key={sql} tabIndex={0}>{sql}</pre>)}
      <Suggestions problem={problem} onTry={onTry} />
      {code === 'unauthorized' && (
        <button type='button' onClick={() => keyInput.current?.focus()}>{labels.enter_key}</button>
      )}
      {requestId !== null && status >= 500 && <p className='quiet'>{labels.request_id} <code>{requestId}</code></p>}
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
          <p className='chips'>
            {suggestions.map((question) => (
              <button key={question} type='button' className='chip' onClick={() => onTry(question)}>{question}</button>
            ))}
          </p>
        </>
      )}
      {holds.length > 0 && (
        <details>
          <summary>{texts.problems.holds}</summary>
          <ul>{holds.map((table) => <li key={table}>{localizeComment(table)}</li>)}</ul>
        </details>
      )}
    </>
  )
}
