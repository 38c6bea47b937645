import { useState } from 'react'
import { isLosslessNumber } from 'lossless-json'
import { isObject } from '../../json/is-object.ts'
import { parseLossless, toJson } from '../../json/lossless.ts'
import { api, uncheckedBody, unwrap } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { faultAt, Field, TextAreaField } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { texts } from '../language/texts.ts'
import { entityTypes, eventTypes } from './known-types.ts'

type CarEvent = operations['storeEvent']['requestBody']['content']['application/json']

type StoreAnswer = Awaited<ReturnType<typeof storeEvent>>

interface StoreRequest {
  event: object
  onStored: () => void
}

const paths = {
  uuid: 'body/eventHeader/uuid',
  eventName: 'body/eventHeader/eventName',
  eventType: 'body/eventHeader/eventType',
  createdDate: 'body/eventHeader/createdDate',
  entityType: 'body/entities/0/entityHeader/entityType',
  entityId: 'body/entities/0/entityHeader/entityId'
} as const
const exampleProperties = '{\n  "make": "Tesla"\n}'

async function storeEvent ({ event, onStored }: StoreRequest, signal: AbortSignal) {
  const body = uncheckedBody<CarEvent>(event)
  // written so that the numbers of the properties keep their digits
  const answer = await unwrap(api.POST('/api/v1/events', { body, bodySerializer: toJson, signal }))
  onStored()
  return answer
}

/** One event about one entity. */
export function EventForm ({ onStored }: { onStored: () => void }) {
  const [{ busy, value, problem }, start] = useRequest(storeEvent)
  const [notJson, setNotJson] = useState<string>()
  const { events: labels } = texts
  const send = (values: Record<string, string>) => {
    const { uuid, eventName, eventType, createdDate, entityType, entityId, properties = '{}' } = values
    const parsed = parseProperties(properties)
    setNotJson(typeof parsed === 'string' ? labels.not_json(parsed) : undefined)
    if (typeof parsed === 'string') return
    const event = {
      eventHeader: { uuid, eventName, eventType, createdDate: toInstant(createdDate) },
      entities: [{ ...parsed, entityHeader: { entityId, entityType } }]
    }
    start({ event, onStored })
  }
  const describeStored = ({ duplicate, event_id: id }: StoreAnswer) => {
    return duplicate === true ? labels.duplicate(id) : labels.stored(id)
  }
  const fault = (name: keyof typeof paths) => faultAt(problem, paths[name])
  return (
    <Section title={labels.store}>
      <Form action={labels.send} label={labels.store} busy={busy} onSend={send}>
        <Field label={labels.event_name} name='eventName' required fault={fault('eventName')} />
        <Field label={labels.event_type} name='eventType' suggestions={eventTypes} fault={fault('eventType')} />
        <Field
          label={labels.entity_type} name='entityType' suggestions={entityTypes} required fault={fault('entityType')}
        />
        <Field label={labels.entity_id} name='entityId' required fault={fault('entityId')} />
        <Field label={labels.created_date} name='createdDate' type='datetime-local' fault={fault('createdDate')} />
        <Field label={labels.uuid} name='uuid' hint={labels.uuid_hint} fault={fault('uuid')} />
        <TextAreaField
          label={labels.properties} name='properties' rows={5} spellCheck={false} defaultValue={exampleProperties}
          fault={notJson}
        />
      </Form>
      <ProblemNote problem={problem} fieldPaths={Object.values(paths)} />
      {value !== null && notJson === undefined && <p role='status'>{describeStored(value)}</p>}
    </Section>
  )
}

/** The reader's own time as an instant; what is no time as it is, for the service to name. */
function toInstant (local: string | undefined): string | undefined {
  const time = Date.parse(local ?? '')
  return Number.isNaN(time) ? local : new Date(time).toISOString()
}

/** The object that the text is, or why it is none. */
function parseProperties (text: string): object | string {
  try {
    const value = parseLossless(text)
    return isObject(value) && !isLosslessNumber(value) ? value : '{ … }'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
