import { normalized, type Language } from '../../language/words.ts'
import type { Intent } from './concierge.ts'
import suggestions from './suggestions.json' with { type: 'json' }

/** What a suggestion may name, so that it goes on with what was said. */
export interface Subject {
  artist?: string | undefined
  venue?: string | undefined
  city?: string | undefined
  genre?: string | undefined
}

/** The best first; one that names `{artist}`, `{venue}`, `{city}` or `{genre}` is for messages that were about one. */
const templates: Record<Language, Record<Intent, string[]>> = suggestions

const maxSuggestions = 3

/** Up to three questions that could come next, none of them the one that was just asked. */
export function suggestionsFor (intent: Intent, language: Language, asked: string, subject: Subject = {}): string[] {
  return templates[language][intent]
    .map((template) => fillTemplate(template, subject))
    .filter((suggestion) => suggestion !== undefined)
    .filter((suggestion) => normalized(suggestion) !== normalized(asked))
    .slice(0, maxSuggestions)
}

/** The template about `subject`; undefined where it names what the subject does not have. */
function fillTemplate (template: string, subject: Subject): string | undefined {
  const values = new Map(Object.entries(subject))
  const parts = template.split(/\{(\w+)\}/)
  // texts and names take turns
  const filled = parts.map((part, place) => place % 2 === 0 ? part : values.get(part))
  return filled.includes(undefined) ? undefined : filled.join('')
}
