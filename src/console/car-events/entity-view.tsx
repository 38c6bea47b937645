import { useCallback, useEffect, useState } from 'react'
import { parseLossless } from '../../json/lossless.ts'
import { api, unwrap } from '../client/client.ts'
import { checked, hasTexts } from '../client/guards.ts'
import type { operations } from '../client/openapi.d.ts'
import type { Refresh } from '../client/refresh.ts'
import { useRequest } from '../client/use-request.ts'
import { faultAt, Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { JsonView } from '../components/json-view.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { instant } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { EventsTable } from './events-table.tsx'
import { entityTypes } from './known-types.ts'

type Entity = operations['getEntity']['responses']['200']['content']['application/json']

interface EntityKey {
  type: string
  id: string
}

/** An entity, as text, so that its numbers keep their digits, and its events. */
async function loadEntity (path: EntityKey, signal: AbortSignal) {
  const eventsParams = { path, query: { limit: 1000 } }
  const [text, history] = await Promise.all([
    unwrap(api.GET('/api/v1/entities/{type}/{id}', { params: { path }, parseAs: 'text', signal })),
    unwrap(api.GET('/api/v1/entities/{type}/{id}/events', { params: eventsParams, signal }))
  ])
  return { entity: checked('entity', parseLossless(text), isEntity), history }
}

function isEntity (value: unknown): value is Entity {
  return hasTexts(value, 'entity_type', 'entity_id') && 'updated_at' in value && 'data' in value
}

/** A car, a loan or anything else as it is now, and how it came to be so. */
export function EntityView ({ refresh }: { refresh: Refresh }) {
  const [{ busy, value, problem }, start] = useRequest(loadEntity)
  const [key, setKey] = useState<EntityKey | null>(null)
  const load = useCallback(() => { if (key !== null) start(key) }, [start, key])
  useEffect(load, [load])
  useEffect(() => refresh.onRequest(load), [refresh, load])
  const { events: labels, common } = texts
  const look = ({ type = '', id = '' }: Record<string, string>) => setKey({ type, id })
  return (
    <Section title={labels.entity}>
      <Form action={labels.look} label={labels.entity} busy={busy} onSend={look}>
        <Field
          label={labels.entity_type} name='type' suggestions={entityTypes} defaultValue='Car' required
          fault={faultAt(problem, 'path/type')}
        />
        <Field
          label={labels.entity_id} name='id' hint={labels.entity_hint} required fault={faultAt(problem, 'path/id')}
        />
      </Form>
      <ProblemNote problem={problem} fieldPaths={['path/type', 'path/id']} />
      {value !== null && (
        <div className='side-by-side'>
          <div className='stack'>
            <h3>{labels.state}: {value.entity.entity_type} {value.entity.entity_id}</h3>
            <p className='quiet'>{labels.updated} {instant(value.entity.updated_at)}</p>
            <JsonView label={labels.state} value={value.entity.data} />
          </div>
          <div className='stack'>
            <h3>{labels.history}</h3>
            <EventsTable caption={labels.history} events={value.history.data} />
            {value.history.meta.next_cursor !== null && <p className='quiet'>{common.more_rows}</p>}
          </div>
        </div>
      )}
    </Section>
  )
}
