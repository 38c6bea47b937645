import { useState } from 'react'
import { api, unwrap } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { useRequest } from '../client/use-request.ts'
import { faultAt, TextAreaField } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { texts } from '../language/texts.ts'

type Request = operations['sendAskFeedback']['requestBody']['content']['application/json']

const sendFeedback = (body: Request, signal: AbortSignal) => unwrap(api.POST('/ask/feedback', { body, signal }))

/** Whether the last answer was right; a wrong one can be corrected. */
export function Feedback ({ conversation }: { conversation: string }) {
  const [{ busy, value, problem }, start] = useRequest(sendFeedback)
  const [isWrong, setIsWrong] = useState(false)
  const { ask: labels } = texts
  if (value !== null) return <p role='status'>{value.example === undefined ? labels.thanks : labels.learned}</p>
  const confirm = () => start({ conversation_id: conversation, ok: true })
  const correct = ({ sql }: Record<string, string>) => {
    start({ conversation_id: conversation, ok: false, ...(sql !== undefined && { sql }) })
  }
  return (
    <>
      <div className='row'>
        <button type='button' onClick={confirm}>{labels.right}</button>
        <button type='button' aria-expanded={isWrong} onClick={() => setIsWrong(!isWrong)}>{labels.wrong}</button>
      </div>
      {isWrong && (
        <Form action={labels.send} label={labels.wrong} busy={busy} onSend={correct}>
          <TextAreaField
            label={labels.correction} name='sql' rows={3} spellCheck={false} fault={faultAt(problem, 'body/sql')}
          />
        </Form>
      )}
      <ProblemNote problem={problem} fieldPaths={['body/sql']} />
    </>
  )
}
