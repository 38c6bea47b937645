import { answerOf, api } from '../client/client.ts'
import { useRequest } from '../client/use-request.ts'
import { ownHalf } from '../language/own-half.ts'
import { texts } from '../language/texts.ts'
import { ProblemNote } from '../parts/problem-note.tsx'

const read = (_nothing: null, signal: AbortSignal) => answerOf(api.GET('/ask/schema', { signal }))

/** The tables and columns that questions can be about, asked for when somebody wants to see them. */
export function SchemaList () {
  const [{ busy, value, problem }, start] = useRequest(read)
  return (
    <details className='card' onToggle={(event) => { if (event.currentTarget.open && value === null && !busy) start(null) }}>
      <summary>{texts.ask.schema}</summary>
      {busy && <p className='busy'>{texts.common.busy}</p>}
      <ProblemNote problem={problem} />
      {value?.tables.map(({ schema, name, comment, columns }) => (
        <details key={`${schema}.${name}`}>
          <summary><code>{schema}.{name}</code> {ownHalf(comment ?? '')}</summary>
          <ul>{columns.map((column) => <li key={column.name}><code>{column.name}</code> <span className='quiet'>{column.type}{column.comment !== null && `: ${ownHalf(column.comment)}`}</span></li>)}</ul>
        </details>
      ))}
    </details>
  )
}
