import { useContext, useEffect, useRef, useState } from 'react'
import { answerOf, api } from '../client/client.ts'
import { KeyInUse } from '../client/key-in-use.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { engineName } from '../language/engine-name.ts'
import { integer } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { faultAt, Field, fill } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import type { PurchaseName } from './purchases-tab.tsx'
import { RecentPurchases } from './recent-purchases.tsx'
import { StatisticsView } from './statistics.tsx'

type Query = NonNullable<operations['getPurchasesReport']['parameters']['query']>
export type ReportAnswer = operations['getPurchasesReport']['responses']['200']['content']['application/json']

const read = (query: Query, signal: AbortSignal) => answerOf(api.GET('/purchases/report', { params: { query }, signal }))

/** What the purchases of a tenant, or of all, come to between two days. */
export function Report ({ onPick }: { onPick: (purchase: PurchaseName) => void }) {
  const [{ busy, value, problem }, start] = useRequest(read)
  const [query, setQuery] = useState<Query>({})
  const key = useContext(KeyInUse)
  useEffect(() => start(query), [start, query, key])
  const place = useRef<HTMLDivElement>(null)
  const pick = (tenant: string) => {
    if (place.current !== null) fill(place.current, { tenant_id: tenant })
    setQuery({ ...query, tenant_id: tenant })
  }
  const { purchases: say, common } = texts
  return (
    <div ref={place} className='stack'>
      <Section title={say.report}>
        <Form action={say.run} label={say.report} busy={busy} onSend={setQuery}>
          <Field label={say.tenant} name='tenant_id' hint={say.tenant_hint} fault={faultAt(problem, 'query/tenant_id')} />
          <Field label={common.from} name='from' type='date' fault={faultAt(problem, 'query/from')} />
          <Field label={common.to} name='to' type='date' fault={faultAt(problem, 'query/to')} />
        </Form>
        <ProblemNote problem={problem} beside={['query/tenant_id', 'query/from', 'query/to']} />
        {value !== null && <p className='quiet'>{say.engine}: {engineName(value.meta.engine)} · {integer(value.meta.scanned_objects)} {say.objects}{value.meta.truncated && ` · ${say.truncated}`}</p>}
        {value?.meta.scanned_objects === 0 && <p>{value.tenant_id === null && value.from === null && value.to === null ? say.empty : say.no_purchases}</p>}
      </Section>
      {value !== null && value.meta.scanned_objects > 0 && (
        <>
          <StatisticsView statistics={value.statistics} onTenant={pick} />
          <RecentPurchases purchases={value.recent_purchases} onPick={onPick} />
        </>
      )}
    </div>
  )
}
