import { answerOf, api } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { integer, percent } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { faultAt, Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { withNumbers } from './numbers.ts'

type Request = NonNullable<operations['recommendConcerts']['requestBody']>['content']['application/json']

const fields = ['artist_preferences', 'location', 'user_id', 'from', 'to', 'max_price'] as const

const recommend = (body: Request, signal: AbortSignal) => answerOf(api.POST('/recommendations', { body, signal }))

/** Concerts to come that fit a taste, a place, a customer, a price. */
export function Recommendations () {
  const [{ busy, value, problem }, start] = useRequest(recommend)
  const { concerts: say, common } = texts
  const fault = (name: typeof fields[number]) => faultAt(problem, `body/${name}`)
  const send = ({ artist_preferences: tastes, ...values }: Record<string, string>) => start({
    ...withNumbers(values, ['max_price']),
    ...(tastes !== undefined && { artist_preferences: tastes.split(',').map((taste) => taste.trim()).filter((taste) => taste !== '') })
  })
  return (
    <Section title={say.recommendations}>
      <Form action={say.recommend} label={say.recommendations} busy={busy} onSend={send}>
        <Field label={say.tastes} name='artist_preferences' hint={say.tastes_hint} fault={fault('artist_preferences')} />
        <Field label={say.place} name='location' fault={fault('location')} />
        <Field label={say.customer} name='user_id' hint={say.customer_hint} fault={fault('user_id')} />
        <Field label={say.max_price} name='max_price' inputMode='decimal' fault={fault('max_price')} />
        <Field label={common.from} name='from' type='date' fault={fault('from')} />
        <Field label={common.to} name='to' type='date' fault={fault('to')} />
      </Form>
      <ProblemNote problem={problem} beside={fields.map((name) => `body/${name}`)} />
      {value?.total_recommendations === 0 && <p className='quiet'>{common.none}</p>}
      <ol className='stack'>
        {value?.recommendations.map((one) => (
          <li key={one.concert_id}>
            <h3>{one.artist_name} <span className='quiet'>{one.genre.replaceAll('|', ', ')}</span></h3>
            <p>{one.event_date} · {one.venue_name}, {one.city}, {one.state} ({integer(one.capacity)})</p>
            <p className='quiet'><meter min={0} max={1} value={one.score} aria-hidden='true' /> {percent(one.score)} · <span lang='en'>{one.reasoning}</span></p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
