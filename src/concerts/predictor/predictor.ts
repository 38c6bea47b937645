import type { FeatureName } from '../tickets/features.ts'

export interface Influence {
  feature: FeatureName
  /** Tickets more than if this feature were at its mean over past concerts, all else equal. */
  tickets: number
}

export interface Prediction {
  sales: number
  /** The model's own, 0 to 1, where it gives one. */
  confidence: number | null
  /** What mattered, where the model says it. */
  influences?: Influence[]
}

/** A model of ticket sales: concerts in, tickets out. */
export interface Predictor {
  kind: 'sagemaker' | 'embedded'
  /**
   * A prediction for each concert, each a vector of features in their order. Errors: `upstream_error` (it failed,
   * or its answer is none), `upstream_timeout`, `service_unavailable`.
   */
  predict (concerts: number[][], signal: AbortSignal): Promise<Prediction[]>
  close (): void
}
