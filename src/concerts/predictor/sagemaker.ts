import { callService } from '../../aws/call.ts'
import { lazyClient } from '../../aws/client.ts'
import type { EndpointSettings } from '../../config/services.ts'
import { readPredictions } from './answer.ts'
import type { Predictor } from './predictor.ts'

const errors = {
  service: 'The model',
  failure: 'The model could not answer.',
  throttles: ['ThrottlingException', 'ServiceUnavailable']
}

/**
 * A model behind a SageMaker endpoint; each concert is a line of its request (SageMaker API reference,
 * InvokeEndpoint).
 */
export function createSageMakerPredictor ({ endpoint, contentType, timeoutMs }: EndpointSettings): Predictor {
  const load = lazyClient(
    () => import('@aws-sdk/client-sagemaker-runtime'),
    (sdk) => new sdk.SageMakerRuntimeClient({})
  )
  const lineOf = (features: number[]) => contentType === 'text/csv' ? features.join(',') : JSON.stringify({ features })
  return {
    kind: 'sagemaker',
    predict: (concerts, caller) => callService(errors, timeoutMs, caller, async (abortSignal) => {
      const { sdk, client } = await load()
      const { Body: body } = await client.send(new sdk.InvokeEndpointCommand({
        EndpointName: endpoint,
        ContentType: contentType,
        Accept: 'application/json',
        Body: concerts.map(lineOf).join('\n')
      }), { abortSignal })
      return readPredictions(new TextDecoder().decode(body ?? new Uint8Array()), concerts.length)
    }),
    close: load.close
  }
}
