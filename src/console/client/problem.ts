import type { components } from './openapi.d.ts'

type ErrorBody = Pick<components['schemas']['Error'], 'error' | 'message' | 'status'> & Partial<components['schemas']['Error']>

export interface Fault {
  /** Such as `body/event_date`. */
  path: string
  message: string
}

/** What the API answered in place of what was asked for, or why it did not answer. */
export class Problem extends Error {
  /** The API's code, such as `invalid_request`, or `unreachable`. */
  readonly code: string
  readonly status: number
  readonly details: unknown
  readonly requestId: string | null
  /** How long the service asks to wait; null where it does not. */
  readonly retryAfterMs: number | null

  constructor ({ error, message, status, details, request_id: requestId }: ErrorBody, retryAfterMs: number | null = null) {
    super(message)
    this.code = error
    this.status = status
    this.details = details
    this.requestId = requestId ?? null
    this.retryAfterMs = retryAfterMs
  }

  /** Each wrong value by its path; empty where the problem is another. */
  get faults (): Fault[] {
    return Array.isArray(this.details) ? this.details.filter(isFault) : []
  }

  /** A text, or a list of texts, of `details`. */
  detail (name: string): string[] {
    const value: unknown = typeof this.details === 'object' && this.details !== null ? Reflect.get(this.details, name) : []
    return [value].flat().filter((one) => typeof one === 'string')
  }
}

/** The problem that an error answer tells of; one that is not the API's own is named by its status. */
export function problemOf (body: unknown, { status, statusText, headers }: Response): Problem {
  const seconds = Number(headers.get('retry-after') ?? NaN)
  return new Problem(isErrorBody(body) ? body : { error: `http_${status}`, message: statusText, status }, Number.isNaN(seconds) ? null : seconds * 1000)
}

function isErrorBody (body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string' && 'message' in body && typeof body.message === 'string'
}

function isFault (value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'path' in value && typeof value.path === 'string' && 'message' in value && typeof value.message === 'string'
}
