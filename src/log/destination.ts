import pino, { type DestinationStream } from 'pino'

/**
 * Where log lines go: as JSON to standard output, or as readable lines to `output` where a person reads them and
 * pino-pretty is installed (`npm ci --omit=dev` leaves it out).
 */
export async function openLogDestination (
  readable: boolean, output: DestinationStream = process.stdout
): Promise<DestinationStream> {
  const format = readable ? await loadFormat() : null
  if (format === null) return pino.destination({ sync: false })
  // Each is written at once, since the next step of a start may keep the process busy for seconds.
  return { write: (line) => { output.write(format(line)) } }
}

/** What makes a JSON line readable; null where it is not installed. */
async function loadFormat (): Promise<((line: string) => string) | null> {
  const pretty = await import('pino-pretty').catch(() => null)
  if (pretty === null) return null
  return pretty.prettyFactory({
    ignore: 'pid,hostname,environment,event_source,route,status,duration_ms,_aws',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    messageFormat: formatMessage
  })
}

/** An answer's line begins with what was asked: `GET /sales 200 in 12.3 ms`. */
function formatMessage (line: Record<string, unknown>, messageKey: string): string {
  const message = String(line[messageKey] ?? '')
  const { route, status, duration_ms: ms } = line
  if (typeof route !== 'string') return message
  const answer = status === undefined ? route : `${route} ${String(status)} in ${String(ms)} ms`
  return message === 'answered' ? answer : `${answer}: ${message}`
}
