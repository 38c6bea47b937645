import createClient from 'openapi-fetch'
import type { paths } from './openapi.d.ts'
import { Problem, problemOf } from './problem.ts'

/** Where the page came from, with whatever prefix is in front of it: the API is beside it. */
const base = new URL('.', document.baseURI).href.replace(/\/$/, '')

let key = ''

/** The API key or token that requests are sent with from now on; '' for none. It is kept here and nowhere else. */
export function setKey (value: string): void {
  key = value
}

function credentials (): Record<string, string> {
  return key === '' ? {} : { authorization: `Bearer ${key}` }
}

/** The API with the types of its OpenAPI document. */
export const api = createClient<paths, 'application/json'>({ baseUrl: base })
api.use({
  onRequest ({ request }) {
    for (const [name, value] of Object.entries(credentials())) request.headers.set(name, value)
  }
})

/**
 * What a person filled in, as the body that the API's types ask for. The service is the one that judges it: it names
 * each value that is missing or wrong, and the page shows that beside the field.
 */
export function uncheckedBody<T> (values: object): T {
  return values as T
}

/** The answer of a call of `api`; everything that goes wrong is thrown as a Problem, but for an abort. */
export async function unwrap<T> (call: Promise<{ data?: T, error?: unknown, response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch(unreachable)
  if (error !== undefined || data === undefined) throw problemOf(error, response)
  return data
}

interface SendOptions extends RequestInit {
  headers?: Record<string, string>
}

/** A call of the API that openapi-fetch has no form for: a stream, a download. Throws Problems, as `unwrap` does. */
export async function send (path: string, { headers, ...init }: SendOptions): Promise<Response> {
  const request = { ...init, headers: { ...headers, ...credentials() } }
  const response = await fetch(`${base}${path}`, request).catch(unreachable)
  if (!response.ok) throw problemOf(await response.json().catch(() => null), response)
  return response
}

/** Tells by an event `lost` that a request did not reach the service. */
export const connection = new EventTarget()

/** An answer that broke off before its end. */
export function answerBrokeOff (): Problem {
  connection.dispatchEvent(new Event('lost'))
  return new Problem({ error: 'unreachable', message: 'The answer broke off.', status: 0 })
}

function unreachable (error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  connection.dispatchEvent(new Event('lost'))
  const message = error instanceof Error ? error.message : String(error)
  throw new Problem({ error: 'unreachable', message, status: 0 })
}
