import { memberPlace } from '../../car-events/slices.ts'

/** UUIDs (version 8, RFC 9562) for the events of one file by their places, the same each time they are asked for. */
export function uuidsForFile (): (place: number) => string {
  const random = [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return (place) => `${random.slice(0, 8)}-${random.slice(8, 12)}-8${random.slice(12, 15)}-8${random.slice(15)}-${place.toString(16).padStart(12, '0')}`
}

/** The event with `uuid` in its header, where it has none: sent again it is stored once. What is no event stays as it is. */
export function withUuid (text: string, uuid: string): string {
  if (!lacksUuid(text)) return text
  const [start] = memberPlace(text, 'eventHeader') ?? [0]
  const open = text.indexOf('{', start) + 1
  const comma = /^\s*\}/.test(text.slice(open)) ? '' : ','
  return `${text.slice(0, open)}"uuid":${JSON.stringify(uuid)}${comma}${text.slice(open)}`
}

function lacksUuid (text: string): boolean {
  try {
    const { eventHeader: header } = Object(JSON.parse(text)) as { eventHeader?: unknown }
    return typeof header === 'object' && header !== null && !Array.isArray(header) && !('uuid' in header)
  } catch {
    return false // no JSON: the service says what is wrong
  }
}
