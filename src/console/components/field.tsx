import { useId, type ComponentProps, type ReactNode } from 'react'
import type { Problem } from '../client/problem.ts'
import { texts } from '../language/texts.ts'

interface LabelProps {
  label: string
  hint?: string
  /** What is wrong with the value. */
  fault?: string | undefined
}

interface FieldProps extends LabelProps, ComponentProps<'input'> {
  /** Values that the browser offers while one is typed. */
  suggestions?: readonly string[]
}

interface SelectProps extends LabelProps, ComponentProps<'select'> {
  options: readonly (readonly [value: string, label: string])[]
}

interface LabelledInputProps extends LabelProps {
  id: string
  required?: boolean | undefined
  children: ReactNode
}

/** The fault of the value at `path`, such as `body/event_date`. */
export function faultAt (problem: Problem | null, path: string): string | undefined {
  return problem?.faults.find((fault) => fault.path === path)?.message
}

export function Field ({ label, hint, fault, suggestions, ...input }: FieldProps) {
  const id = useId()
  const list = suggestions === undefined ? undefined : `${id}-suggestions`
  return (
    <LabelledInput {...{ id, label, hint, fault }} required={input.required}>
      <input {...ariaProps(id, hint, fault)} autoComplete='off' list={list} {...input} />
      {suggestions !== undefined && (
        <datalist id={list}>{suggestions.map((value) => <option key={value} value={value} />)}</datalist>
      )}
    </LabelledInput>
  )
}

export function TextAreaField ({ label, hint, fault, ...input }: LabelProps & ComponentProps<'textarea'>) {
  const id = useId()
  return (
    <LabelledInput {...{ id, label, hint, fault }} required={input.required}>
      <textarea {...ariaProps(id, hint, fault)} {...input} />
    </LabelledInput>
  )
}

export function SelectField ({ label, hint, fault, options, ...input }: SelectProps) {
  const id = useId()
  return (
    <LabelledInput {...{ id, label, hint, fault }}>
      <select {...ariaProps(id, hint, fault)} {...input}>
        {options.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
      </select>
    </LabelledInput>
  )
}

export function CheckboxField ({ label, ...input }: { label: string } & ComponentProps<'input'>) {
  return <label className='check'><input type='checkbox' {...input} /> {label}</label>
}

function ariaProps (id: string, hint: string | undefined, fault: string | undefined) {
  const describedBy = [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`].filter(Boolean)
  return {
    id,
    'aria-describedby': describedBy.length === 0 ? undefined : describedBy.join(' '),
    'aria-invalid': fault === undefined ? undefined : true
  }
}

function LabelledInput ({ id, label, hint, fault, required = false, children }: LabelledInputProps) {
  return (
    <div className='field'>
      <label htmlFor={id}>{label}{required && <span aria-hidden='true' title={texts.common.required}> *</span>}</label>
      {children}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      {fault !== undefined && <small id={`${id}-fault`} className='fault' lang='en'>{fault}</small>}
    </div>
  )
}
