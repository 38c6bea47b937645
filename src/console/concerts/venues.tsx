import { useContext, useEffect } from 'react'
import { answerOf, api } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { KeyInUse } from '../client/key-in-use.ts'
import { Services } from '../client/services.ts'
import { useRequest } from '../client/use-request.ts'
import { integer, number, percent } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Check, Choice, faultAt, Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { Table, type Column } from '../parts/table.tsx'
import { withNumbers } from './numbers.ts'

type Venue = operations['rankVenues']['responses']['200']['content']['application/json']['venues'][number]
type Request = NonNullable<operations['rankVenues']['requestBody']>['content']['application/json']

const kinds = ['stadium', 'arena', 'theater', 'amphitheater', 'club', 'outdoor'] as const
const fields = ['top_n', 'min_events', 'city', 'state', 'window_days'] as const

const rank = (body: Request, signal: AbortSignal) => answerOf(api.POST('/venues/popularity', { body, signal }))

/** Venues by how full their concerts were; one can be chosen for a prediction. */
export function Venues ({ onPick }: { onPick: (venue: string) => void }) {
  const [{ busy, value, problem }, start] = useRequest(rank)
  const key = useContext(KeyInUse)
  useEffect(() => start({}), [start, key])
  const { sagemaker_venue: forecaster } = useContext(Services)
  const { concerts: say } = texts
  const fault = (name: typeof fields[number]) => faultAt(problem, `body/${name}`)
  const columns: Column<Venue>[] = [
    { name: 'rank', label: say.rank, numeric: true, cell: (venue) => venue.popularity_rank },
    { name: 'venue', label: say.venue, cell: (venue) => venue.name },
    { name: 'pick', label: say.predict, cell: (venue) => <button type='button' className='chip' aria-label={`${say.predict_here}: ${venue.name}`} onClick={() => onPick(venue.venue_id)}>{say.predict_here}</button> },
    { name: 'city', label: say.city, cell: (venue) => `${venue.city}, ${venue.state}` },
    { name: 'type', label: say.type, cell: (venue) => kindOf(venue.venue_type) },
    { name: 'capacity', label: say.capacity, numeric: true, cell: (venue) => integer(venue.capacity) },
    { name: 'concerts', label: say.concerts, numeric: true, cell: (venue) => integer(venue.total_concerts) },
    { name: 'attendance', label: say.attendance, numeric: true, cell: (venue) => <Share of={venue.avg_attendance_rate} /> },
    { name: 'revenue', label: say.revenue, numeric: true, cell: (venue) => integer(venue.revenue_per_event) },
    { name: 'frequency', label: say.frequency, numeric: true, cell: (venue) => number(venue.booking_frequency) },
    ...(value?.venues.some(({ popularity_forecast: forecast }) => forecast !== undefined) === true ? [{ name: 'forecast', label: say.forecast, numeric: true, cell: (venue: Venue) => number(venue.popularity_forecast ?? NaN) }] : [])
  ]
  return (
    <Section title={say.venues} hint={say.venues_hint}>
      <Form
        action={texts.common.show} label={say.venues} busy={busy}
        onSend={({ with_forecast: withForecast, ...values }) => start({ ...withNumbers(values, ['top_n', 'min_events', 'window_days']), ...(withForecast !== undefined && { with_forecast: true }) })}
      >
        <Field label={say.city} name='city' fault={fault('city')} />
        <Field label={say.state} name='state' fault={fault('state')} />
        <Choice label={say.type} name='venue_type' options={[['', say.any], ...kinds.map((kind) => [kind, say.types[kind]] as const)]} />
        <Field label={say.top} name='top_n' type='number' defaultValue={10} fault={fault('top_n')} />
        <Field label={say.min_events} name='min_events' type='number' defaultValue={5} fault={fault('min_events')} />
        <Field label={say.window} name='window_days' type='number' defaultValue={365} fault={fault('window_days')} />
        {forecaster !== 'not_configured' && <Check label={say.with_forecast} name='with_forecast' />}
      </Form>
      <ProblemNote problem={problem} beside={fields.map((name) => `body/${name}`)} />
      {value !== null && <Table caption={say.venues} columns={columns} rows={value.venues} keyOf={({ venue_id: id }) => id} />}
    </Section>
  )
}

function Share ({ of }: { of: number }) {
  return <>{percent(of)} <meter min={0} max={1} value={of} aria-hidden='true' /></>
}

function kindOf (name: string): string {
  const kind = kinds.find((one) => one === name)
  return kind === undefined ? name : texts.concerts.types[kind]
}
