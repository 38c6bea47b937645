import { useContext, useEffect } from 'react'
import { api, unwrap } from '../client/client.ts'
import { CredentialVersion } from '../client/credential-version.ts'
import type { operations } from '../client/openapi.d.ts'
import { Services } from '../client/services.ts'
import { useRequest } from '../client/use-request.ts'
import { CheckboxField, faultAt, Field, SelectField } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { texts } from '../language/texts.ts'
import { parseNumbers } from './parse-numbers.ts'
import { venueTypes } from './venue-types.ts'
import { VenuesTable } from './venues-table.tsx'

type Request = NonNullable<operations['rankVenues']['requestBody']>['content']['application/json']

const fields = ['top_n', 'min_events', 'city', 'state', 'window_days'] as const

const loadRanking = (body: Request, signal: AbortSignal) => unwrap(api.POST('/venues/popularity', { body, signal }))

/** Venues by how full their concerts were; one can be chosen for a prediction. */
export function Venues ({ onPick }: { onPick: (venue: string) => void }) {
  const [{ busy, value, problem }, start] = useRequest(loadRanking)
  const credentialVersion = useContext(CredentialVersion)
  useEffect(() => start({}), [start, credentialVersion])
  const { sagemaker_venue: forecaster } = useContext(Services)
  const { concerts: labels } = texts
  const fault = (name: typeof fields[number]) => faultAt(problem, `body/${name}`)
  const typeOptions = venueTypes.map((type) => [type, labels.types[type]] as const)
  const send = ({ with_forecast: withForecast, ...values }: Record<string, string>) => start({
    ...parseNumbers(values, ['top_n', 'min_events', 'window_days']),
    ...(withForecast !== undefined && { with_forecast: true })
  })
  return (
    <Section title={labels.venues} hint={labels.venues_hint}>
      <Form action={texts.common.show} label={labels.venues} busy={busy} onSend={send}>
        <Field label={labels.city} name='city' fault={fault('city')} />
        <Field label={labels.state} name='state' fault={fault('state')} />
        <SelectField label={labels.type} name='venue_type' options={[['', labels.any], ...typeOptions]} />
        <Field label={labels.top} name='top_n' type='number' defaultValue={10} fault={fault('top_n')} />
        <Field label={labels.min_events} name='min_events' type='number' defaultValue={5} fault={fault('min_events')} />
        <Field label={labels.window} name='window_days' type='number' defaultValue={365} fault={fault('window_days')} />
        {forecaster !== 'not_configured' && <CheckboxField label={labels.with_forecast} name='with_forecast' />}
      </Form>
      <ProblemNote problem={problem} fieldPaths={fields.map((name) => `body/${name}`)} />
      {value !== null && <VenuesTable venues={value.venues} onPick={onPick} />}
    </Section>
  )
}
