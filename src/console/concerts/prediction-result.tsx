import type { operations } from '../client/openapi.d.ts'
import type { Bar } from '../components/bar.ts'
import { Bars } from '../components/bars.tsx'
import { Table } from '../components/table.tsx'
import { Totals } from '../components/totals.tsx'
import { engineName } from '../language/engine-name.ts'
import { integer, number, percent } from '../language/format.ts'
import { texts } from '../language/texts.ts'

type Answer = operations['predictTickets']['responses']['200']['content']['application/json']
type Influence = NonNullable<Answer['influences']>[number]

const maxInfluences = 8
const featureNames = new Map<string, string>(Object.entries(texts.concerts.feature_names))

/** The tickets that a concert is expected to sell, what mattered, and what the model was given. */
export function PredictionResult ({ answer }: { answer: Answer }) {
  const { predicted_sales: tickets, confidence, features_used: features, features_imputed: imputed } = answer
  const { influences, model } = answer
  const { concerts: labels } = texts
  const capacity = Number(features['venue_capacity'])
  return (
    <>
      <Totals
        items={[
          [labels.tickets, integer(tickets)],
          [labels.of_capacity, percent(tickets / capacity)],
          [labels.confidence, percent(confidence)],
          [labels.model, engineName(model)]
        ]}
      />
      <h3>{labels.mattered}</h3>
      {influences === undefined
        ? <p className='quiet'>{labels.no_influences}</p>
        : (
          <>
            <p className='quiet'>{labels.mattered_hint}</p>
            <Bars label={labels.mattered} bars={influences.slice(0, maxInfluences).map(influenceBar)} />
          </>
          )}
      <details open={influences === undefined}>
        <summary>{labels.features}</summary>
        <Table
          caption={labels.features} rows={Object.entries(features)} keyOf={([name]) => name}
          columns={[
            { name: 'feature', label: labels.feature, cell: ([name]) => featureName(name) },
            {
              name: 'value',
              label: labels.feature_value,
              numeric: true,
              cell: ([, value]) => typeof value === 'number' ? number(value) : value
            },
            { name: 'note', label: '', cell: ([name]) => imputed.includes(name) ? labels.imputed : '' }
          ]}
        />
      </details>
    </>
  )
}

function influenceBar ({ feature, tickets }: Influence): Bar {
  return { label: featureName(feature), value: tickets, text: `${tickets > 0 ? '+' : ''}${integer(tickets)}` }
}

function featureName (name: string): string {
  return featureNames.get(name) ?? name.replaceAll('_', ' ')
}
