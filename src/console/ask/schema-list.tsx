import type { SyntheticEvent } from 'react'
import { api, unwrap } from '../client/client.ts'
import { useRequest } from '../client/use-request.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { localizeComment } from '../language/bilingual-comment.ts'
import { texts } from '../language/texts.ts'

const loadSchema = (_nothing: null, signal: AbortSignal) => unwrap(api.GET('/ask/schema', { signal }))

/** The tables and columns that questions can be about, asked for when somebody wants to see them. */
export function SchemaList () {
  const [{ busy, value, problem }, start] = useRequest(loadSchema)
  const loadOnce = (event: SyntheticEvent<HTMLDetailsElement>) => {
    if (event.currentTarget.open && value === null && !busy) start(null)
  }
  return (
    <details className='card' onToggle={loadOnce}>
      <summary>{texts.ask.schema}</summary>
      {busy && <p className='busy'>{texts.common.busy}</p>}
      <ProblemNote problem={problem} />
      {value?.tables.map(({ schema, name, comment, columns }) => (
        <details key={`${schema}.${name}`}>
          <summary><code>{schema}.{name}</code> {localizeComment(comment ?? '')}</summary>
          <ul>{columns.map((column) => <SchemaColumn key={column.name} {...column} />)}</ul>
        </details>
      ))}
    </details>
  )
}

function SchemaColumn ({ name, type, comment }: { name: string, type: string, comment: string | null }) {
  return (
    <li>
      <code>{name}</code> <span className='quiet'>{type}{comment !== null && `: ${localizeComment(comment)}`}</span>
    </li>
  )
}
