import { member } from '../../json/is-object.ts'
import { hasTexts, isText } from './guards.ts'
import type { components } from './openapi.d.ts'

type ApiError = components['schemas']['Error']
type ErrorBody = Pick<ApiError, 'error' | 'message' | 'status'> & Partial<ApiError>

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

  constructor (body: ErrorBody, retryAfterMs: number | null = null) {
    super(body.message)
    this.code = body.error
    this.status = body.status
    this.details = body.details
    this.requestId = body.request_id ?? null
    this.retryAfterMs = retryAfterMs
  }

  /** Each wrong value by its path; empty where the problem is another. */
  get faults (): Fault[] {
    return Array.isArray(this.details) ? this.details.filter(isFault) : []
  }

  /** A text, or a list of texts, of `details`. */
  detail (name: string): string[] {
    return [member(this.details, name)].flat().filter(isText)
  }
}

/** The problem that an error answer tells of; one that is not the API's own is named by its status. */
export function problemOf (body: unknown, { status, statusText, headers }: Response): Problem {
  const retryAfter = headers.get('retry-after')
  const seconds = retryAfter === null ? NaN : Number(retryAfter)
  const error = isErrorBody(body) ? body : { error: `http_${status}`, message: statusText, status }
  return new Problem(error, Number.isNaN(seconds) ? null : seconds * 1000)
}

/** An error of this page itself is shown too: nothing is swallowed. */
export function asProblem (error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ error: 'page_error', message: String(error), status: 0 })
}

function isErrorBody (body: unknown): body is ErrorBody {
  return hasTexts(body, 'error', 'message')
}

function isFault (value: unknown): value is Fault {
  return hasTexts(value, 'path', 'message')
}
