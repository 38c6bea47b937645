import { useContext, useEffect, useRef, useState } from 'react'
import { api, unwrap } from '../client/client.ts'
import { CredentialVersion } from '../client/credential-version.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { faultAt, Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { setFields } from '../components/form-values.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { engineName } from '../language/engine-name.ts'
import { integer } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { RecentPurchases } from './recent-purchases.tsx'
import { StatisticsView } from './statistics.tsx'
import type { PurchaseKey, ReportAnswer } from './types.ts'

type Query = NonNullable<operations['getPurchasesReport']['parameters']['query']>

const loadReport = (query: Query, signal: AbortSignal) => {
  return unwrap(api.GET('/purchases/report', { params: { query }, signal }))
}

/** What the purchases of a tenant, or of all, come to between two days. */
export function Report ({ onPick }: { onPick: (purchase: PurchaseKey) => void }) {
  const [{ busy, value, problem }, start] = useRequest(loadReport)
  const [query, setQuery] = useState<Query>({})
  const credentialVersion = useContext(CredentialVersion)
  useEffect(() => start(query), [start, query, credentialVersion])
  const container = useRef<HTMLDivElement>(null)
  const pickTenant = (tenant: string) => {
    if (container.current !== null) setFields(container.current, { tenant_id: tenant })
    setQuery({ ...query, tenant_id: tenant })
  }
  const { purchases: labels, common } = texts
  return (
    <div ref={container} className='stack'>
      <Section title={labels.report}>
        <Form action={labels.run} label={labels.report} busy={busy} onSend={setQuery}>
          <Field
            label={labels.tenant} name='tenant_id' hint={labels.tenant_hint}
            fault={faultAt(problem, 'query/tenant_id')}
          />
          <Field label={common.from} name='from' type='date' fault={faultAt(problem, 'query/from')} />
          <Field label={common.to} name='to' type='date' fault={faultAt(problem, 'query/to')} />
        </Form>
        <ProblemNote problem={problem} fieldPaths={['query/tenant_id', 'query/from', 'query/to']} />
        {value !== null && <Provenance report={value} />}
      </Section>
      {value !== null && value.meta.scanned_objects > 0 && (
        <>
          <StatisticsView statistics={value.statistics} onTenant={pickTenant} />
          <RecentPurchases purchases={value.recent_purchases} onPick={onPick} />
        </>
      )}
    </div>
  )
}

/** Who added the report up, from how many objects of the archive, and why there are none. */
function Provenance ({ report }: { report: ReportAnswer }) {
  const { purchases: labels } = texts
  const { engine, scanned_objects: scannedObjects, truncated } = report.meta
  const isOfAll = report.tenant_id === null && report.from === null && report.to === null
  return (
    <>
      <p className='quiet'>
        {labels.engine}: {engineName(engine)} · {integer(scannedObjects)} {labels.objects}
        {truncated && ` · ${labels.truncated}`}
      </p>
      {scannedObjects === 0 && <p>{isOfAll ? labels.empty : labels.no_purchases}</p>}
    </>
  )
}
