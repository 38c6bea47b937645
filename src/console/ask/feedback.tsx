import { useState } from 'react'
import { answerOf, api } from '../client/client.ts'
import { useRequest } from '../client/use-request.ts'
import { texts } from '../language/texts.ts'
import { faultAt, LongField } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'

interface Judgement {
  conversation_id: string
  ok: boolean
  sql?: string
}

const judge = (body: Judgement, signal: AbortSignal) => answerOf(api.POST('/ask/feedback', { body, signal }))

/** Whether the last answer was right; a wrong one can be corrected. */
export function Feedback ({ conversation }: { conversation: string }) {
  const [{ busy, value, problem }, send] = useRequest(judge)
  const [isWrong, setIsWrong] = useState(false)
  const { ask } = texts
  if (value !== null) return <p role='status'>{value.example === undefined ? ask.thanks : ask.learned}</p>
  return (
    <>
      <div className='row'>
        <button type='button' onClick={() => send({ conversation_id: conversation, ok: true })}>{ask.right}</button>
        <button type='button' aria-expanded={isWrong} onClick={() => setIsWrong(!isWrong)}>{ask.wrong}</button>
      </div>
      {isWrong && (
        <Form action={ask.send} label={ask.wrong} busy={busy} onSend={({ sql }) => send({ conversation_id: conversation, ok: false, ...(sql !== undefined && { sql }) })}>
          <LongField label={ask.correction} name='sql' rows={3} spellCheck={false} fault={faultAt(problem, 'body/sql')} />
        </Form>
      )}
      <ProblemNote problem={problem} beside={['body/sql']} />
    </>
  )
}
