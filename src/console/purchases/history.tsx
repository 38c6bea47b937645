import { useEffect, useRef } from 'react'
import { answerOf, api } from '../client/client.ts'
import { answerFrom } from '../client/lossless.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { instant } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Document } from '../parts/document.tsx'
import { faultAt, Field, fill } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import type { PurchaseName } from './purchases-tab.tsx'

type Purchase = operations['getPurchase']['responses']['200']['content']['application/json']

async function read ({ tenant, id }: PurchaseName, signal: AbortSignal) {
  return answerFrom<Purchase>(await answerOf(api.GET('/purchases/{tenant_id}/{compra_id}', { params: { path: { tenant_id: tenant, compra_id: id } }, parseAs: 'text', signal })))
}

/** A purchase as it is now, and every change of it, the first one first. */
export function History ({ purchase }: { purchase: PurchaseName | null }) {
  const [{ busy, value, problem }, start] = useRequest(read)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (purchase === null || place.current === null) return
    fill(place.current, { ...purchase })
    start(purchase)
    place.current.scrollIntoView({ block: 'nearest' })
  }, [start, purchase])
  const { purchases: say } = texts
  return (
    <div ref={place}>
      <Section title={say.history}>
        <Form action={say.look} label={say.history} busy={busy} onSend={({ tenant = '', id = '' }) => start({ tenant, id })}>
          <Field label={say.tenant} name='tenant' required fault={faultAt(problem, 'path/tenant_id')} />
          <Field label={say.id} name='id' required fault={faultAt(problem, 'path/compra_id')} />
        </Form>
        <ProblemNote problem={problem} beside={['path/tenant_id', 'path/compra_id']} />
        {value !== null && (
          <div className='side-by-side'>
            <div className='stack'>
              <h3>{say.current}</h3>
              {value.purchase === null ? <p>{say.was_removed}</p> : <Document label={say.current} value={value.purchase} />}
            </div>
            <div className='stack'>
              <h3>{say.changes}</h3>
              <ol className='changes'>
                {value.history.map((change) => (
                  <li key={change.sequence_number}>
                    <details>
                      <summary>{{ INSERT: say.inserted, MODIFY: say.modified, REMOVE: say.removed }[change.event_name]} · {instant(change.at)}</summary>
                      <Document label={`${change.event_name} ${change.at}`} value={change.purchase} />
                    </details>
                  </li>
                ))}
              </ol>
              {value.truncated && <p className='quiet'>{say.more_changes}</p>}
            </div>
          </div>
        )}
      </Section>
    </div>
  )
}
