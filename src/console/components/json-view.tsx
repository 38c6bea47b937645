import { stringify } from 'lossless-json'

/** A JSON document as a person reads it, every digit of its numbers as it was sent. */
export function JsonView ({ label, value }: { label: string, value: unknown }) {
  return <pre className='document' tabIndex={0} role='group' aria-label={label}>{stringify(value, undefined, 2)}</pre>
}
