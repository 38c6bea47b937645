import { isGroupEvent, isShortEvent, type GroupEvent, type ShortEvent } from './agent.ts'
import { isDirectEvent, type DirectEvent } from './direct.ts'
import { isStreamBatch, type StreamBatch } from './dynamodb.ts'
import type { HttpEvent } from './http-event.ts'
import { isObject, member } from '../json/is-object.ts'

export type Detected =
  | { kind: 'http', event: HttpEvent }
  | { kind: 'agent', event: GroupEvent }
  | { kind: 'short-agent', event: ShortEvent }
  | { kind: 'stream', event: StreamBatch }
  | { kind: 'command', command: 'migrate' }
  | { kind: 'direct', event: DirectEvent }

const knownSources = 'Function URL, API Gateway (payload 1.0 and 2.0), Application Load Balancer, ' +
  'a Bedrock agent\'s action group, a batch of a DynamoDB stream, ' +
  'a direct invocation {} or { "path", "method"?, "query"?, "body"? }, and { "command": "migrate" }'

/** The event is of no source that this function understands. */
export class UnknownEventSource extends Error {
  constructor () {
    super(`This event is of no known source. Known are: ${knownSources}`)
    this.name = 'UnknownEventSource'
  }
}

/**
 * Tells what woke the function by the event's shape. Throws UnknownEventSource, so that nothing is acknowledged unread.
 */
export function detect (event: unknown): Detected {
  if (isHttpEvent(event)) return { kind: 'http', event }
  if (isGroupEvent(event)) return { kind: 'agent', event }
  if (isStreamBatch(event)) return { kind: 'stream', event }
  if (isMigrateCommand(event)) return { kind: 'command', command: 'migrate' }
  if (isDirectEvent(event)) return { kind: 'direct', event }
  if (isShortEvent(event)) return { kind: 'short-agent', event }
  throw new UnknownEventSource()
}

export function isHttpEvent (event: unknown): event is HttpEvent {
  if (!isObject(event) || !isObject(event['requestContext'])) return false
  const { requestContext } = event
  return isObject(requestContext['elb']) ||
    (event['version'] === '2.0' && isObject(requestContext['http'])) ||
    typeof event['httpMethod'] === 'string'
}

function isMigrateCommand (event: unknown): boolean {
  return member(event, 'command') === 'migrate' && Object.keys(Object(event)).length === 1
}
