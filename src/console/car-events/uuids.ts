import { isObject, member } from '../../json/is-object.ts'
import { memberPlace } from '../../json/slices.ts'

/** UUIDs (version 8, RFC 9562) for the events of one file by their positions, the same each time they are asked for. */
export function createUuids (): (position: number) => string {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  const random = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const prefix = [random.slice(0, 8), random.slice(8, 12), `8${random.slice(12, 15)}`, `8${random.slice(15)}`].join('-')
  return (position) => `${prefix}-${position.toString(16).padStart(12, '0')}`
}

/** The event with `uuid` in its header, where it has none: sent again it is stored once. Else the text as it is. */
export function withUuid (text: string, uuid: string): string {
  if (!lacksUuid(text)) return text
  const [start] = memberPlace(text, 'eventHeader') ?? [0]
  const open = text.indexOf('{', start) + 1
  const comma = /^\s*\}/.test(text.slice(open)) ? '' : ','
  return `${text.slice(0, open)}"uuid":${JSON.stringify(uuid)}${comma}${text.slice(open)}`
}

function lacksUuid (text: string): boolean {
  try {
    const header = member(JSON.parse(text), 'eventHeader')
    return isObject(header) && !('uuid' in header)
  } catch {
    return false // no JSON: the service says what is wrong
  }
}
