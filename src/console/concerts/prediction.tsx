import { useEffect, useRef } from 'react'
import { answerOf, api } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { engineName } from '../language/engine-name.ts'
import { integer, number, percent } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Bars } from '../parts/bars.tsx'
import { faultAt, Field, fill } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import { Totals } from '../parts/totals.tsx'
import { withNumbers } from './numbers.ts'

type Request = operations['predictTickets']['requestBody']['content']['application/json']
type Answer = operations['predictTickets']['responses']['200']['content']['application/json']

const paths = ['artist_id', 'venue_id', 'event_date', 'ticket_price'].map((name) => `body/${name}`)
const mostInfluences = 8

// what is missing or no number is for the service to name, beside its field
const predict = (body: Record<string, string | number>, signal: AbortSignal) => answerOf(api.POST('/tickets/predict', { body: body as Request, signal }))

/** A day to begin with: three months from today. */
function nextQuarter (): string {
  return new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)
}

/** What a concert will sell, and what that rests on. A venue that is chosen elsewhere is filled in. */
export function Prediction ({ venue }: { venue: { id: string } | null }) {
  const [{ busy, value, problem }, start] = useRequest(predict)
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (venue === null || form.current === null) return
    fill(form.current, { venue_id: venue.id })
    form.current.querySelector('input')?.focus()
  }, [venue])
  const { concerts: say } = texts
  return (
    <div ref={form}>
      <Section title={say.prediction}>
        <Form action={say.predict} label={say.prediction} busy={busy} onSend={(values) => start(withNumbers(values, ['ticket_price']))}>
          <Field label={say.artist_id} name='artist_id' hint={say.artist_hint} required fault={faultAt(problem, 'body/artist_id')} />
          <Field label={say.venue_id} name='venue_id' hint={say.venue_hint} required fault={faultAt(problem, 'body/venue_id')} />
          <Field label={say.date} name='event_date' type='date' required defaultValue={nextQuarter()} fault={faultAt(problem, 'body/event_date')} />
          <Field label={say.price} name='ticket_price' inputMode='decimal' defaultValue={50} fault={faultAt(problem, 'body/ticket_price')} />
        </Form>
        <ProblemNote problem={problem} beside={paths} />
        {value !== null && <Predicted answer={value} />}
      </Section>
    </div>
  )
}

function Predicted ({ answer: { predicted_sales: tickets, confidence, features_used: features, features_imputed: imputed, influences, model } }: { answer: Answer }) {
  const { concerts: say } = texts
  const capacity = Number(features['venue_capacity'])
  return (
    <>
      <Totals items={[[say.tickets, integer(tickets)], [say.of_capacity, percent(tickets / capacity)], [say.confidence, percent(confidence)], [say.model, engineName(model)]]} />
      <h3>{say.mattered}</h3>
      {influences === undefined
        ? <p className='quiet'>{say.no_influences}</p>
        : (
          <>
            <p className='quiet'>{say.mattered_hint}</p>
            <Bars label={say.mattered} bars={influences.slice(0, mostInfluences).map(({ feature, tickets: more }) => ({ label: called(feature), value: more, text: `${more > 0 ? '+' : ''}${integer(more)}` }))} />
          </>
          )}
      <details open={influences === undefined}>
        <summary>{say.features}</summary>
        <Table
          caption={say.features} rows={Object.entries(features)} keyOf={([name]) => name}
          columns={[
            { name: 'feature', label: say.feature, cell: ([name]) => called(name) },
            { name: 'value', label: say.feature_value, numeric: true, cell: ([, value]) => typeof value === 'number' ? number(value) : value },
            { name: 'note', label: '', cell: ([name]) => imputed.includes(name) ? say.imputed : '' }
          ]}
        />
      </details>
    </>
  )
}

const names = new Map<string, string>(Object.entries(texts.concerts.names))

function called (name: string): string {
  return names.get(name) ?? name.replaceAll('_', ' ')
}
