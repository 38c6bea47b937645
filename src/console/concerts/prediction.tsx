import { useEffect, useRef } from 'react'
import { api, uncheckedBody, unwrap } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { faultAt, Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { setFields } from '../components/form-values.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { texts } from '../language/texts.ts'
import { parseNumbers } from './parse-numbers.ts'
import { PredictionResult } from './prediction-result.tsx'

type Request = operations['predictTickets']['requestBody']['content']['application/json']

const fields = ['artist_id', 'venue_id', 'event_date', 'ticket_price'] as const
const dayMs = 86_400_000

function predict (values: Record<string, string>, signal: AbortSignal) {
  const body = uncheckedBody<Request>(parseNumbers(values, ['ticket_price']))
  return unwrap(api.POST('/tickets/predict', { body, signal }))
}

/** A day to begin with: three months from today. */
function defaultDay (): string {
  return new Date(Date.now() + 90 * dayMs).toISOString().slice(0, 10)
}

/** What a concert will sell, and what that rests on. A venue that is chosen elsewhere is filled in. */
export function Prediction ({ venue }: { venue: { id: string } | null }) {
  const [{ busy, value, problem }, start] = useRequest(predict)
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (venue === null || container.current === null) return
    setFields(container.current, { venue_id: venue.id })
    container.current.querySelector('input')?.focus()
  }, [venue])
  const { concerts: labels } = texts
  const fault = (name: typeof fields[number]) => faultAt(problem, `body/${name}`)
  return (
    <div ref={container}>
      <Section title={labels.prediction}>
        <Form action={labels.predict} label={labels.prediction} busy={busy} onSend={start}>
          <Field
            label={labels.artist_id} name='artist_id' hint={labels.artist_hint} required fault={fault('artist_id')}
          />
          <Field label={labels.venue_id} name='venue_id' hint={labels.venue_hint} required fault={fault('venue_id')} />
          <Field
            label={labels.date} name='event_date' type='date' required defaultValue={defaultDay()}
            fault={fault('event_date')}
          />
          <Field
            label={labels.price} name='ticket_price' inputMode='decimal' defaultValue={50} fault={fault('ticket_price')}
          />
        </Form>
        <ProblemNote problem={problem} fieldPaths={fields.map((name) => `body/${name}`)} />
        {value !== null && <PredictionResult answer={value} />}
      </Section>
    </div>
  )
}
