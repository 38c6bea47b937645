import { useEffect, useState } from 'react'
import { answerOf, api } from '../client/client.ts'
import { answerFrom } from '../client/lossless.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { instant } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Document } from '../parts/document.tsx'
import { faultAt, Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { EventsTable } from './events-table.tsx'

type Entity = operations['getEntity']['responses']['200']['content']['application/json']

interface EntityName {
  type: string
  id: string
}

async function look (path: EntityName, signal: AbortSignal) {
  const [entity, history] = await Promise.all([
    answerOf(api.GET('/api/v1/entities/{type}/{id}', { params: { path }, parseAs: 'text', signal })),
    answerOf(api.GET('/api/v1/entities/{type}/{id}/events', { params: { path, query: { limit: 1000 } }, signal }))
  ])
  return { entity: answerFrom<Entity>(entity), history }
}

/** A car, a loan or anything else as it is now, and how it came to be so. `stored` changes when there is more. */
export function EntityView ({ stored }: { stored: number }) {
  const [{ busy, value, problem }, start] = useRequest(look)
  const [path, setPath] = useState<EntityName | null>(null)
  useEffect(() => { if (path !== null) start(path) }, [start, path, stored])
  const { events: say, common } = texts
  return (
    <Section title={say.entity}>
      <Form action={say.look} label={say.entity} busy={busy} onSend={({ type = '', id = '' }) => setPath({ type, id })}>
        <Field label={say.entity_type} name='type' list='entity-types' defaultValue='Car' required fault={faultAt(problem, 'path/type')} />
        <Field label={say.entity_id} name='id' hint={say.entity_hint} required fault={faultAt(problem, 'path/id')} />
      </Form>
      <datalist id='entity-types'>{['Car', 'Loan', 'LoanPayment', 'ServiceRecord'].map((type) => <option key={type} value={type} />)}</datalist>
      <ProblemNote problem={problem} beside={['path/type', 'path/id']} />
      {value !== null && (
        <div className='side-by-side'>
          <div className='stack'>
            <h3>{say.state}: {value.entity.entity_type} {value.entity.entity_id}</h3>
            <p className='quiet'>{say.updated} {instant(value.entity.updated_at)}</p>
            <Document label={say.state} value={value.entity.data} />
          </div>
          <div className='stack'>
            <h3>{say.history}</h3>
            <EventsTable caption={say.history} events={value.history.data} />
            {value.history.meta.next_cursor !== null && <p className='quiet'>{common.more_rows}</p>}
          </div>
        </div>
      )}
    </Section>
  )
}
