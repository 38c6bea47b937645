const units = {
  duration_ms: 'Milliseconds',
  errors: 'Count',
  client_errors: 'Count',
  events_stored: 'Count',
  events_duplicate: 'Count',
  events_failed: 'Count'
} as const

export type Metrics = Partial<Record<keyof typeof units, number>>

/**
 * The fields that make a log line a CloudWatch metric too (Embedded Metric Format specification): every value
 * under its name, with the dimensions it is told apart by.
 */
export function metricLine (dimensions: Record<string, string>, metrics: Metrics): Record<string, unknown> {
  return {
    ...dimensions,
    ...metrics,
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: 'Atalaya', Dimensions: [Object.keys(dimensions)], Metrics: definitionsOf(Object.keys(metrics)) }]
    }
  }
}

const definitions = new Map<string, object[]>()

/** The same few sets of names come with every answer. */
function definitionsOf (names: string[]): object[] {
  const key = names.join()
  const known = definitions.get(key) ?? names.map((Name) => ({ Name, Unit: units[Name as keyof typeof units] }))
  definitions.set(key, known)
  return known
}
