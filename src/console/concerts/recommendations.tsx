import { api, unwrap } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { faultAt, Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { integer, percent } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { parseNumbers } from './parse-numbers.ts'

type Request = NonNullable<operations['recommendConcerts']['requestBody']>['content']['application/json']
type Answer = operations['recommendConcerts']['responses']['200']['content']['application/json']

const fields = ['artist_preferences', 'location', 'user_id', 'from', 'to', 'max_price'] as const

const recommend = (body: Request, signal: AbortSignal) => unwrap(api.POST('/recommendations', { body, signal }))

/** Concerts to come that fit a taste, a place, a customer, a price. */
export function Recommendations () {
  const [{ busy, value, problem }, start] = useRequest(recommend)
  const { concerts: labels, common } = texts
  const fault = (name: typeof fields[number]) => faultAt(problem, `body/${name}`)
  const send = ({ artist_preferences: tastes, ...values }: Record<string, string>) => start({
    ...parseNumbers(values, ['max_price']),
    ...(tastes !== undefined && { artist_preferences: splitList(tastes) })
  })
  return (
    <Section title={labels.recommendations}>
      <Form action={labels.recommend} label={labels.recommendations} busy={busy} onSend={send}>
        <Field
          label={labels.tastes} name='artist_preferences' hint={labels.tastes_hint} fault={fault('artist_preferences')}
        />
        <Field label={labels.place} name='location' fault={fault('location')} />
        <Field label={labels.customer} name='user_id' hint={labels.customer_hint} fault={fault('user_id')} />
        <Field label={labels.max_price} name='max_price' inputMode='decimal' fault={fault('max_price')} />
        <Field label={common.from} name='from' type='date' fault={fault('from')} />
        <Field label={common.to} name='to' type='date' fault={fault('to')} />
      </Form>
      <ProblemNote problem={problem} fieldPaths={fields.map((name) => `body/${name}`)} />
      {value?.total_recommendations === 0 && <p className='quiet'>{common.none}</p>}
      <ol className='stack'>
        {value?.recommendations.map((one) => <li key={one.concert_id}><Recommendation recommendation={one} /></li>)}
      </ol>
    </Section>
  )
}

function Recommendation ({ recommendation }: { recommendation: Answer['recommendations'][number] }) {
  const { artist_name: artist, genre, event_date: day, venue_name: venue, city, state, capacity } = recommendation
  const { score, reasoning } = recommendation
  return (
    <>
      <h3>{artist} <span className='quiet'>{genre.replaceAll('|', ', ')}</span></h3>
      <p>{day} · {venue}, {city}, {state} ({integer(capacity)})</p>
      <p className='quiet'>
        <meter min={0} max={1} value={score} aria-hidden='true' /> {percent(score)} ·
        {' '}<span lang='en'>{reasoning}</span>
      </p>
    </>
  )
}

/** The parts of a text between its commas, but for empty ones. */
function splitList (text: string): string[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '')
}
