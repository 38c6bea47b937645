import { useState, type RefObject } from 'react'
import { setKey } from './client/client.ts'
import { texts } from './language/texts.ts'

interface KeyFormProps {
  inputRef: RefObject<HTMLInputElement | null>
  onChange: () => void
}

/** Where a person gives the key or token that the service asks for. It lives as long as the page is open. */
export function KeyForm ({ inputRef, onChange }: KeyFormProps) {
  const [inUse, setInUse] = useState(false)
  const [invalid, setInvalid] = useState(false)
  const { key: labels } = texts
  const use = (form: HTMLFormElement) => {
    const key = String(new FormData(form).get('key') ?? '').trim()
    const isInvalid = !/^[\x21-\x7e]*$/.test(key) // what a header may hold
    setInvalid(isInvalid)
    if (isInvalid || key === '') return
    setKey(key)
    setInUse(true)
    form.reset()
    onChange()
  }
  const forget = () => {
    setKey('')
    setInUse(false)
    onChange()
  }
  const validNote = inUse ? labels.used : labels.hint
  return (
    <form className='key' onSubmit={(event) => { event.preventDefault(); use(event.currentTarget) }}>
      <label htmlFor='key' className='unseen'>{labels.label}</label>
      <input
        ref={inputRef} id='key' name='key' type='password' autoComplete='off' spellCheck={false}
        placeholder={inUse ? labels.used : labels.label} title={labels.hint}
        aria-invalid={invalid || undefined} aria-describedby='key-note'
      />
      <button type='submit'>{labels.use}</button>
      {inUse && <button type='button' onClick={forget}>{labels.forget}</button>}
      <small id='key-note' role='status' className={invalid ? 'fault' : 'unseen'}>
        {invalid ? labels.invalid : validNote}
      </small>
    </form>
  )
}
