import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime'
import { AppError, serviceUnavailable, upstreamError, upstreamTimeout } from '../../errors.ts'
import { readPredictions } from './answer.ts'
import type { Predictor } from './predictor.ts'

export interface EndpointSettings {
  endpoint: string
  contentType: 'text/csv' | 'application/jsonlines'
  timeoutMs: number
}

/** A model behind a SageMaker endpoint, each concert a line of its request (SageMaker API reference, InvokeEndpoint). */
export function createSageMakerPredictor ({ endpoint, contentType, timeoutMs }: EndpointSettings): Predictor {
  let loaded: Promise<{ sdk: typeof import('@aws-sdk/client-sagemaker-runtime'), client: SageMakerRuntimeClient }> | undefined
  const load = () => {
    loaded ??= import('@aws-sdk/client-sagemaker-runtime').then((sdk) => ({ sdk, client: new sdk.SageMakerRuntimeClient({}) }))
    return loaded
  }
  const lineOf = (features: number[]) => contentType === 'text/csv' ? features.join(',') : JSON.stringify({ features })
  return {
    kind: 'sagemaker',
    async predict (concerts, caller) {
      const { sdk, client } = await load()
      const late = AbortSignal.timeout(timeoutMs)
      try {
        const { Body: body } = await client.send(new sdk.InvokeEndpointCommand({
          EndpointName: endpoint, ContentType: contentType, Accept: 'application/json', Body: concerts.map(lineOf).join('\n')
        }), { abortSignal: AbortSignal.any([caller, late]) })
        return readPredictions(new TextDecoder().decode(body ?? new Uint8Array()), concerts.length)
      } catch (error) {
        caller.throwIfAborted()
        if (late.aborted) throw upstreamTimeout(`The model took longer than ${timeoutMs / 1000} s.`, error)
        throw toCaller(error)
      }
    },
    close: () => { loaded?.then(({ client }) => client.destroy(), () => {}) }
  }
}

function toCaller (error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if (error.name === 'ThrottlingException' || error.name === 'ServiceUnavailable') return serviceUnavailable('The model has too much to do now: try again.', error)
  return '$fault' in error ? upstreamError('The model could not answer.', error) : serviceUnavailable('The model cannot be reached now.', error)
}
