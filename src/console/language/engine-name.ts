import { texts } from './texts.ts'

/** Who answered: `embedded` in the page's language, any other engine by its own name. */
export function engineName (name: string): string {
  return name === 'embedded' ? texts.status.embedded : name
}
