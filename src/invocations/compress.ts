import { promisify } from 'node:util'
import Negotiator from 'negotiator'
import { headerOf, type HttpEvent, type HttpResult } from './http-event.ts'

/** Below this many characters the saving does not pay for the work. */
const minLength = 1024

/**
 * Whether the answer is text of some length to a caller who takes gzip. Nothing else between a Function URL and the
 * caller would compress it.
 */
export function isWorthCompressing (event: HttpEvent, { body = '', isBase64Encoded }: HttpResult): boolean {
  return body.length >= minLength && isBase64Encoded !== true && takesGzip(event)
}

/** The result with its body in gzip, and with the headers that say so. */
export async function compress (result: HttpResult): Promise<HttpResult> {
  const { body = '', headers, multiValueHeaders } = result
  const { gzip } = await import('node:zlib')
  const packed = await promisify(gzip)(body)
  const before = headers?.['vary'] ?? multiValueHeaders?.['vary']?.join(', ')
  const added = {
    'content-encoding': 'gzip',
    'content-length': String(packed.length),
    vary: [before, 'accept-encoding'].filter(Boolean).join(', ')
  }
  const addedLists = Object.fromEntries(Object.entries(added).map(([name, value]) => [name, [value]]))
  return {
    ...result,
    ...(headers !== undefined && { headers: { ...headers, ...added } }),
    ...(multiValueHeaders !== undefined && { multiValueHeaders: { ...multiValueHeaders, ...addedLists } }),
    body: packed.toString('base64'),
    isBase64Encoded: true
  }
}

/** By the Accept-Encoding of the request (RFC 9110, 12.5.3). */
function takesGzip (event: HttpEvent): boolean {
  const headers = { 'accept-encoding': headerOf(event, 'accept-encoding') ?? '' }
  return new Negotiator({ headers }).encodings(['gzip']).includes('gzip')
}
