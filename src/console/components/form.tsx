import type { ReactNode } from 'react'
import { texts } from '../language/texts.ts'
import { readForm } from './form-values.ts'

interface FormProps {
  /** What its button says. */
  action: string
  label: string
  busy?: boolean
  onSend: (values: Record<string, string>) => void
  children: ReactNode
}

/** Fields in a row with a button; what they say is judged by the service, whose faults are shown beside them. */
export function Form ({ action, label, busy = false, onSend, children }: FormProps) {
  return (
    <form
      className='fields' aria-label={label} onSubmit={(event) => {
        event.preventDefault()
        onSend(readForm(event.currentTarget))
      }}
    >
      {children}
      <div className='actions'>
        <button type='submit' className='main'>{action}</button>
        {busy && <span className='busy' role='status'>{texts.common.busy}</span>}
      </div>
    </form>
  )
}
