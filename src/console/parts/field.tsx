import { useId, type ComponentProps, type ReactNode } from 'react'
import type { Problem } from '../client/problem.ts'
import { texts } from '../language/texts.ts'

interface Around {
  label: string
  hint?: string
  /** What is wrong with the value. */
  fault?: string | undefined
}

/** The fault of the value at `path`, such as `body/event_date`. */
export function faultAt (problem: Problem | null, path: string): string | undefined {
  return problem?.faults.find((fault) => fault.path === path)?.message
}

export function Field ({ label, hint, fault, ...input }: Around & ComponentProps<'input'>) {
  const id = useId()
  return <Labelled {...{ id, label, hint, fault }} required={input.required}><input {...described(id, hint, fault)} autoComplete='off' {...input} /></Labelled>
}

export function LongField ({ label, hint, fault, ...input }: Around & ComponentProps<'textarea'>) {
  const id = useId()
  return <Labelled {...{ id, label, hint, fault }} required={input.required}><textarea {...described(id, hint, fault)} {...input} /></Labelled>
}

export function Choice ({ label, hint, fault, options, ...input }: Around & ComponentProps<'select'> & { options: readonly (readonly [value: string, label: string])[] }) {
  const id = useId()
  return (
    <Labelled {...{ id, label, hint, fault }}>
      <select {...described(id, hint, fault)} {...input}>{options.map(([value, name]) => <option key={value} value={value}>{name}</option>)}</select>
    </Labelled>
  )
}

export function Check ({ label, ...input }: { label: string } & ComponentProps<'input'>) {
  return <label className='check'><input type='checkbox' {...input} /> {label}</label>
}

function described (id: string, hint: string | undefined, fault: string | undefined) {
  const by = [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`].filter(Boolean).join(' ')
  return { id, 'aria-describedby': by === '' ? undefined : by, 'aria-invalid': fault === undefined ? undefined : true }
}

function Labelled ({ id, label, hint, fault, required = false, children }: Around & { id: string, required?: boolean | undefined, children: ReactNode }) {
  return (
    <div className='field'>
      <label htmlFor={id}>{label}{required && <span aria-hidden='true' title={texts.common.required}> *</span>}</label>
      {children}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      {fault !== undefined && <small id={`${id}-fault`} className='fault' lang='en'>{fault}</small>}
    </div>
  )
}

/** Writes values into the fields inside `place`, by their names; what a person typed into others stays. */
export function fill (place: HTMLElement, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const input = place.querySelector(`[name="${name}"]`)
    if (input instanceof HTMLInputElement) input.value = value
  }
}

/** The fields of a form that were filled in, by their names, without the blanks around them. */
export function filledIn (form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].flatMap(([name, value]) => typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [])
  return Object.fromEntries(entries)
}
