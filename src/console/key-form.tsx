import { useState } from 'react'
import { setKey } from './client/client.ts'
import { texts } from './language/texts.ts'

/** Where a person gives the key or token that the service asks for. It lives as long as the page is open. */
export function KeyForm ({ onChange }: { onChange: () => void }) {
  const [inUse, setInUse] = useState(false)
  const [invalid, setInvalid] = useState(false)
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
  return (
    <form className='key' onSubmit={(event) => { event.preventDefault(); use(event.currentTarget) }}>
      <label htmlFor='key' className='unseen'>{texts.key.label}</label>
      <input id='key' name='key' type='password' autoComplete='off' spellCheck={false} placeholder={inUse ? texts.key.used : texts.key.label} title={texts.key.hint} aria-invalid={invalid || undefined} aria-describedby='key-note' />
      <button type='submit'>{texts.key.use}</button>
      {inUse && <button type='button' onClick={() => { setKey(''); setInUse(false); onChange() }}>{texts.key.forget}</button>}
      <small id='key-note' role='status' className={invalid ? 'fault' : 'unseen'}>{invalid ? texts.key.invalid : inUse ? texts.key.used : texts.key.hint}</small>
    </form>
  )
}
