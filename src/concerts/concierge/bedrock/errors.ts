import { toAppError as toServiceError, type ServiceErrors } from '../../../aws/errors.ts'
import { upstreamError } from '../../../errors.ts'

/** The names of the errors with which the same message may be sent again, as long as nothing was answered. */
const retryable = ['ThrottlingException', 'ModelNotReadyException']

export const agentErrors: ServiceErrors = {
  service: 'The agent',
  failure: 'The agent could not answer.',
  throttles: [...retryable, 'ServiceQuotaExceededException', 'ConflictException']
}

export function isRetryable (error: unknown): boolean {
  return error instanceof Error && retryable.includes(error.name)
}

/** The error that a caller may see for one of the SDK's. */
export function toAppError (error: unknown): unknown {
  const isTool = error instanceof Error && error.name === 'DependencyFailedException'
  return isTool ? upstreamError('A tool of the agent failed.', error) : toServiceError(error, agentErrors)
}
