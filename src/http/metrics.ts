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
  const definitions = Object.keys(metrics).map((Name) => ({ Name, Unit: units[Name as keyof typeof units] }))
  return {
    ...dimensions,
    ...metrics,
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: 'Atalaya', Dimensions: [Object.keys(dimensions)], Metrics: definitions }]
    }
  }
}
