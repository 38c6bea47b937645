import { useEffect, useState } from 'react'
import { isLosslessNumber, stringify } from 'lossless-json'
import { answerOf, api } from '../client/client.ts'
import { parseLossless } from '../client/lossless.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { texts } from '../language/texts.ts'
import { faultAt, Field, LongField } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'

type CarEvent = operations['storeEvent']['requestBody']['content']['application/json']

const paths = {
  uuid: 'body/eventHeader/uuid',
  eventName: 'body/eventHeader/eventName',
  eventType: 'body/eventHeader/eventType',
  createdDate: 'body/eventHeader/createdDate',
  entityType: 'body/entities/0/entityHeader/entityType',
  entityId: 'body/entities/0/entityHeader/entityId'
} as const

// as text, so that the numbers of the properties keep their digits
const store = (event: object, signal: AbortSignal) => answerOf(api.POST('/api/v1/events', { body: event as CarEvent, bodySerializer: (body) => stringify(body) ?? '', signal }))

/** One event about one entity. */
export function EventForm ({ onStored }: { onStored: () => void }) {
  const [{ busy, value, problem }, start] = useRequest(store)
  const [notJson, setNotJson] = useState<string>()
  useEffect(() => { if (value !== null) onStored() }, [value, onStored])
  const { events: say } = texts
  const send = ({ uuid, eventName, eventType, createdDate, entityType, entityId, properties = '{}' }: Record<string, string>) => {
    const parsed = propertiesOf(properties)
    setNotJson(typeof parsed === 'string' ? say.not_json(parsed) : undefined)
    if (typeof parsed === 'string') return
    start({ eventHeader: { uuid, eventName, eventType, createdDate: instantOf(createdDate) }, entities: [{ ...parsed, entityHeader: { entityId, entityType } }] })
  }
  const fault = (name: keyof typeof paths) => faultAt(problem, paths[name])
  return (
    <Section title={say.store}>
      <Form action={say.send} label={say.store} busy={busy} onSend={send}>
        <Field label={say.event_name} name='eventName' required fault={fault('eventName')} />
        <Field label={say.event_type} name='eventType' list='event-types' fault={fault('eventType')} />
        <Field label={say.entity_type} name='entityType' list='entity-types' required fault={fault('entityType')} />
        <Field label={say.entity_id} name='entityId' required fault={fault('entityId')} />
        <Field label={say.created_date} name='createdDate' type='datetime-local' fault={fault('createdDate')} />
        <Field label={say.uuid} name='uuid' hint={say.uuid_hint} fault={fault('uuid')} />
        <LongField label={say.properties} name='properties' rows={5} spellCheck={false} defaultValue={'{\n  "make": "Tesla"\n}'} fault={notJson} />
      </Form>
      <ProblemNote problem={problem} beside={Object.values(paths)} />
      {value !== null && notJson === undefined && <p role='status'>{value.duplicate === true ? say.duplicate(value.event_id) : say.stored(value.event_id)}</p>}
    </Section>
  )
}

/** The reader's own time as an instant; what is no time as it is, for the service to name. */
function instantOf (local: string | undefined): string | undefined {
  const time = Date.parse(local ?? '')
  return Number.isNaN(time) ? local : new Date(time).toISOString()
}

/** The object that the text is, or why it is none. */
function propertiesOf (text: string): object | string {
  try {
    const value = parseLossless(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value) ? value : '{ … }'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
