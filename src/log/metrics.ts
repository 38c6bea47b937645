const units = {
  duration_ms: 'Milliseconds',
  errors: 'Count',
  client_errors: 'Count',
  events_stored: 'Count',
  events_duplicate: 'Count',
  events_failed: 'Count',
  ask_link_ms: 'Milliseconds',
  ask_generate_ms: 'Milliseconds',
  ask_guard_ms: 'Milliseconds',
  ask_plan_ms: 'Milliseconds',
  ask_execute_ms: 'Milliseconds',
  ask_answer_ms: 'Milliseconds',
  ask_tokens: 'Count',
  ask_blocked: 'Count',
  purchases_processed: 'Count',
  purchases_duplicate: 'Count',
  purchases_quarantined: 'Count',
  purchases_failed: 'Count',
  purchases_bytes: 'Bytes'
} as const

export type MetricName = keyof typeof units
export type Metrics = Partial<Record<MetricName, number>>

export function isMetricName (name: string): name is MetricName {
  return Object.hasOwn(units, name)
}

/**
 * The `_aws` member that makes numbers of a log line CloudWatch metrics too, told apart by the line's `route`
 * (CloudWatch Embedded Metric Format specification). It is JSON, ready to be put into the line.
 */
export function metricsByRoute (names: readonly MetricName[]): string {
  return `"_aws":{"Timestamp":${Date.now()},"CloudWatchMetrics":${definitionsOf(names)}}`
}

const definitions = new Map<string, string>()

/** The same few sets of names come with every answer. */
function definitionsOf (names: readonly MetricName[]): string {
  const key = names.join()
  const known = definitions.get(key)
  if (known !== undefined) return known
  const metrics = names.map((name) => ({ Name: name, Unit: units[name] }))
  const written = JSON.stringify([{ Namespace: 'Atalaya', Dimensions: [['route']], Metrics: metrics }])
  definitions.set(key, written)
  return written
}
