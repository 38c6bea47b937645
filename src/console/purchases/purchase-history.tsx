import { useEffect, useRef } from 'react'
import { isObject } from '../../json/is-object.ts'
import { parseLossless } from '../../json/lossless.ts'
import { api, unwrap } from '../client/client.ts'
import { checked } from '../client/guards.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { faultAt, Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { setFields } from '../components/form-values.ts'
import { JsonView } from '../components/json-view.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { instant } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import type { PurchaseKey } from './types.ts'

type Purchase = operations['getPurchase']['responses']['200']['content']['application/json']
type Change = Purchase['history'][number]

/** A purchase, as text, so that its numbers keep their digits. */
async function loadPurchase ({ tenant, id }: PurchaseKey, signal: AbortSignal): Promise<Purchase> {
  const params = { path: { tenant_id: tenant, compra_id: id } }
  const text = await unwrap(api.GET('/purchases/{tenant_id}/{compra_id}', { params, parseAs: 'text', signal }))
  return checked('purchase', parseLossless(text), isPurchase)
}

function isPurchase (value: unknown): value is Purchase {
  return isObject(value) && 'purchase' in value && Array.isArray(value['history'])
}

/** A purchase as it is now, and every change of it, the first one first. */
export function PurchaseHistory ({ purchase }: { purchase: PurchaseKey | null }) {
  const [{ busy, value, problem }, start] = useRequest(loadPurchase)
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (purchase === null || container.current === null) return
    setFields(container.current, { ...purchase })
    start(purchase)
    container.current.scrollIntoView({ block: 'nearest' })
  }, [start, purchase])
  const { purchases: labels } = texts
  const look = ({ tenant = '', id = '' }: Record<string, string>) => start({ tenant, id })
  return (
    <div ref={container}>
      <Section title={labels.history}>
        <Form action={labels.look} label={labels.history} busy={busy} onSend={look}>
          <Field label={labels.tenant} name='tenant' required fault={faultAt(problem, 'path/tenant_id')} />
          <Field label={labels.id} name='id' required fault={faultAt(problem, 'path/compra_id')} />
        </Form>
        <ProblemNote problem={problem} fieldPaths={['path/tenant_id', 'path/compra_id']} />
        {value !== null && (
          <div className='side-by-side'>
            <div className='stack'>
              <h3>{labels.current}</h3>
              {value.purchase === null
                ? <p>{labels.was_removed}</p>
                : <JsonView label={labels.current} value={value.purchase} />}
            </div>
            <div className='stack'>
              <h3>{labels.changes}</h3>
              <ol className='changes'>
                {value.history.map((change) => <li key={change.sequence_number}><ChangeDetails change={change} /></li>)}
              </ol>
              {value.truncated && <p className='quiet'>{labels.more_changes}</p>}
            </div>
          </div>
        )}
      </Section>
    </div>
  )
}

function ChangeDetails ({ change }: { change: Change }) {
  const { purchases: labels } = texts
  const names = { INSERT: labels.inserted, MODIFY: labels.modified, REMOVE: labels.removed }
  return (
    <details>
      <summary>{names[change.event_name]} · {instant(change.at)}</summary>
      <JsonView label={`${change.event_name} ${change.at}`} value={change.purchase} />
    </details>
  )
}
