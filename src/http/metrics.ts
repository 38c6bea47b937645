export type Unit = 'Milliseconds' | 'Count' | 'Bytes'

/**
 * The fields that make a log line a CloudWatch metric too (Embedded Metric Format specification): every value
 * under its name, with the dimensions it is told apart by.
 */
export function metricLine (dimensions: Record<string, string>, metrics: Record<string, [value: number, unit: Unit]>): object {
  return {
    ...dimensions,
    ...Object.fromEntries(Object.entries(metrics).map(([name, [value]]) => [name, value])),
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{
        Namespace: 'Atalaya',
        Dimensions: [Object.keys(dimensions)],
        Metrics: Object.entries(metrics).map(([Name, [, Unit]]) => ({ Name, Unit }))
      }]
    }
  }
}
