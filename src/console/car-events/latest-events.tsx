import { useCallback, useContext, useEffect, useState } from 'react'
import { parseLossless } from '../../json/lossless.ts'
import { api, unwrap } from '../client/client.ts'
import { CredentialVersion } from '../client/credential-version.ts'
import type { operations } from '../client/openapi.d.ts'
import type { Refresh } from '../client/refresh.ts'
import { useRequest } from '../client/use-request.ts'
import { faultAt, Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { JsonView } from '../components/json-view.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { texts } from '../language/texts.ts'
import { EventsTable } from './events-table.tsx'
import { eventTypes } from './known-types.ts'
import type { EventSummary } from './types.ts'

type Query = NonNullable<operations['listEvents']['parameters']['query']>

interface Page {
  query: Query
  before: EventSummary[]
}

async function loadPage ({ query, before }: Page, signal: AbortSignal) {
  const params = { query: { limit: 25, ...query, ...localDays(query) } }
  const { data, meta } = await unwrap(api.GET('/api/v1/events', { params, signal }))
  return { events: [...before, ...data], cursor: meta.next_cursor }
}

/** The days of the reader's own calendar, in which the table is written, as instants. */
function localDays ({ from, to }: Query): Pick<Query, 'from' | 'to'> {
  return {
    ...(from !== undefined && { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to !== undefined && { to: new Date(`${to}T23:59:59.999`).toISOString() })
  }
}

/** An event as it was sent: as text, so that its numbers keep their digits. */
async function loadEvent (uuid: string, signal: AbortSignal) {
  const params = { path: { uuid } }
  const text = await unwrap(api.GET('/api/v1/events/{uuid}', { params, parseAs: 'text', signal }))
  return { uuid, event: parseLossless(text) }
}

/** Events, the newest first; each can be opened. */
export function LatestEvents ({ refresh }: { refresh: Refresh }) {
  const [query, setQuery] = useState<Query>({})
  const [{ busy, value, problem }, start] = useRequest(loadPage, { keeps: true })
  const [opened, open] = useRequest(loadEvent)
  const credentialVersion = useContext(CredentialVersion)
  const loadFirstPage = useCallback(() => start({ query, before: [] }), [start, query])
  useEffect(loadFirstPage, [loadFirstPage, credentialVersion])
  useEffect(() => refresh.onRequest(loadFirstPage), [refresh, loadFirstPage])
  const { events: labels, common } = texts
  const loadMore = () => {
    if (value !== null) start({ query: { ...query, cursor: value.cursor ?? '' }, before: value.events })
  }
  return (
    <Section title={labels.latest}>
      <Form action={common.refresh} label={labels.latest} busy={busy} onSend={(values) => setQuery(values)}>
        <Field label={labels.type} name='type' suggestions={eventTypes} fault={faultAt(problem, 'query/type')} />
        <Field label={common.from} name='from' type='date' fault={faultAt(problem, 'query/from')} />
        <Field label={common.to} name='to' type='date' fault={faultAt(problem, 'query/to')} />
      </Form>
      <ProblemNote problem={problem} fieldPaths={['query/type', 'query/from', 'query/to']} />
      {value !== null && <EventsTable caption={labels.latest} events={value.events} onOpen={open} />}
      {value !== null && !busy && value.cursor !== null && (
        <div><button type='button' onClick={loadMore}>{common.more}</button></div>
      )}
      <ProblemNote problem={opened.problem} />
      {opened.value !== null && (
        <>
          <h3>{labels.event}: {opened.value.uuid}</h3>
          <JsonView label={labels.event} value={opened.value.event} />
        </>
      )}
    </Section>
  )
}
