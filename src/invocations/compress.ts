import { gzipSync } from 'node:zlib'
import { headerOf, type HttpEvent, type HttpResult } from './http.ts'

/** Below this many characters the saving does not pay for the work. */
const leastLength = 1024

/**
 * The answer gzipped where its caller takes that: nothing else between a Function URL and the caller would do
 * it, and what is small enough to send is measured behind it.
 */
export function compressed (event: HttpEvent, result: HttpResult): HttpResult {
  const { body = '', headers, multiValueHeaders, isBase64Encoded } = result
  if (body.length < leastLength || isBase64Encoded === true || !takesGzip(headerOf(event, 'accept-encoding') ?? '')) return result
  const vary = [headers?.['vary'] ?? multiValueHeaders?.['vary']?.join(', '), 'accept-encoding'].filter(Boolean).join(', ')
  const packed = gzipSync(body)
  const length = String(packed.length)
  return {
    ...result,
    ...(headers !== undefined && { headers: { ...headers, 'content-encoding': 'gzip', 'content-length': length, vary } }),
    ...(multiValueHeaders !== undefined && { multiValueHeaders: { ...multiValueHeaders, 'content-encoding': ['gzip'], 'content-length': [length], vary: [vary] } }),
    body: packed.toString('base64'),
    isBase64Encoded: true
  }
}

/** Whether an Accept-Encoding lists gzip (or anything) without forbidding it (RFC 9110, 12.5.3). */
function takesGzip (acceptEncoding: string): boolean {
  const codings = new Map(acceptEncoding.toLowerCase().split(',').map((coding) => {
    const [name = '', ...parameters] = coding.split(';').map((part) => part.trim())
    return [name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))] as const
  }))
  return codings.get('gzip') ?? codings.get('*') ?? false
}
