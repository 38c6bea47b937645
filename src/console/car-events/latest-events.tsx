import { useContext, useEffect, useState } from 'react'
import { answerOf, api } from '../client/client.ts'
import { KeyInUse } from '../client/key-in-use.ts'
import { answerFrom } from '../client/lossless.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { texts } from '../language/texts.ts'
import { Document } from '../parts/document.tsx'
import { faultAt, Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { EventsTable } from './events-table.tsx'

type Query = NonNullable<operations['listEvents']['parameters']['query']>
export type EventHead = operations['listEvents']['responses']['200']['content']['application/json']['data'][number]

interface Page {
  query: Query
  before: EventHead[]
}

async function read ({ query, before }: Page, signal: AbortSignal) {
  const { data, meta } = await answerOf(api.GET('/api/v1/events', { params: { query: { limit: 25, ...query, ...localDays(query) } }, signal }))
  return { events: [...before, ...data], cursor: meta.next_cursor }
}

/** The days of the reader's own calendar, in which the table is written, as instants. */
function localDays ({ from, to }: Query): Pick<Query, 'from' | 'to'> {
  return {
    ...(from !== undefined && { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to !== undefined && { to: new Date(`${to}T23:59:59.999`).toISOString() })
  }
}

async function open (uuid: string, signal: AbortSignal) {
  return { uuid, event: answerFrom<object>(await answerOf(api.GET('/api/v1/events/{uuid}', { params: { path: { uuid } }, parseAs: 'text', signal }))) }
}

/** Events, the newest first; each can be opened. `stored` changes when there are new ones. */
export function LatestEvents ({ stored }: { stored: number }) {
  const [query, setQuery] = useState<Query>({})
  const [{ busy, value, problem }, start] = useRequest(read, { keeps: true })
  const [opened, show] = useRequest(open)
  const key = useContext(KeyInUse)
  useEffect(() => start({ query, before: [] }), [start, query, stored, key])
  const { events: say, common } = texts
  return (
    <Section title={say.latest}>
      <Form action={common.refresh} label={say.latest} busy={busy} onSend={(values) => setQuery(values)}>
        <Field label={say.type} name='type' list='event-types' fault={faultAt(problem, 'query/type')} />
        <Field label={common.from} name='from' type='date' fault={faultAt(problem, 'query/from')} />
        <Field label={common.to} name='to' type='date' fault={faultAt(problem, 'query/to')} />
      </Form>
      <datalist id='event-types'>{['CarCreated', 'LoanCreated', 'LoanPaymentSubmitted', 'CarServiceDone'].map((type) => <option key={type} value={type} />)}</datalist>
      <ProblemNote problem={problem} beside={['query/type', 'query/from', 'query/to']} />
      {value !== null && <EventsTable caption={say.latest} events={value.events} onOpen={show} />}
      {value !== null && !busy && value.cursor !== null && <div><button type='button' onClick={() => start({ query: { ...query, cursor: value.cursor ?? '' }, before: value.events })}>{common.more}</button></div>}
      <ProblemNote problem={opened.problem} />
      {opened.value !== null && (
        <>
          <h3>{say.event}: {opened.value.uuid}</h3>
          <Document label={say.event} value={opened.value.event} />
        </>
      )}
    </Section>
  )
}
