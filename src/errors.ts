/** One fault in a request: `path` is the part and a JSON Pointer into it (`query/limit`, `body/entities/0`). */
export interface Fault {
  path: string
  message: string
}

export interface AppErrorOptions {
  details?: unknown
  /** Seconds after which the caller may try again; sent as `Retry-After`. */
  retryAfter?: number
  cause?: unknown
}

/** An error that a caller may see as it is: an HTTP status, a stable machine code and one sentence for a person. */
export class AppError extends Error {
  readonly status: number
  readonly code: string
  readonly details: unknown
  readonly retryAfter: number | undefined

  constructor (status: number, code: string, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.status = status
    this.code = code
    this.details = options.details
    this.retryAfter = options.retryAfter
  }
}

/**
 * What a service was given does not fit. Each fault's path is relative to its input (`cursor`, `entities/0`; empty: the
 * whole of it), since only the route knows in which part of the request that came, and with which status to refuse it.
 */
export class InvalidInput extends Error {
  readonly faults: readonly Fault[]

  constructor (...faults: Fault[]) {
    super(faults.map(({ path, message }) => `${path} ${message}`.trim()).join('; '))
    this.name = 'InvalidInput'
    this.faults = faults
  }
}

/** 400 (422 on the events routes): the request does not fit; every fault is named with its path. */
export function invalidRequest (faults: Fault[], status: 400 | 422 = 400): AppError {
  const first = faults[0]
  const message = first === undefined
    ? 'The request is not valid.'
    : `${first.path} ${first.message}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}.`
  return new AppError(status, 'invalid_request', message, { details: faults.slice(0, 100) })
}

export function unauthorized (message: string): AppError {
  return new AppError(401, 'unauthorized', message)
}

export function forbidden (message: string): AppError {
  return new AppError(403, 'forbidden', message)
}

export function notFound (message: string): AppError {
  return new AppError(404, 'not_found', message)
}

export function conflict (message: string): AppError {
  return new AppError(409, 'conflict', message)
}

export function payloadTooLarge (message: string): AppError {
  return new AppError(413, 'payload_too_large', message)
}

/** 502: something this service stands on answered with a failure, or with what cannot be right. */
export function upstreamError (message: string, cause?: unknown): AppError {
  return new AppError(502, 'upstream_error', message, { cause })
}

/** 503: something this service stands on cannot be reached now; the same request may succeed later. */
export function serviceUnavailable (message: string, cause?: unknown): AppError {
  return new AppError(503, 'service_unavailable', message, { retryAfter: 5, cause })
}

export function upstreamTimeout (message: string, cause?: unknown): AppError {
  return new AppError(504, 'upstream_timeout', message, { cause })
}

/** 503: the service needs settings (or tables) that are not there; `missing` names the environment variables. */
export function serviceNotConfigured (message: string, missing: string[] = [], cause?: unknown): AppError {
  return new AppError(503, 'service_not_configured', message, { details: { missing }, cause })
}
