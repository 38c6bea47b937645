import { texts } from './texts.ts'

/** Who answered, in the reader's language where it is the embedded stand-in. */
export function engineName (name: string): string {
  return name === 'embedded' ? texts.status.embedded : name
}
