import { promisify } from 'node:util'
import { headerOf, type HttpEvent, type HttpResult } from './http.ts'

/** Below this many characters the saving does not pay for the work. */
const leastLength = 1024

/** Whether the answer is text of some length to a caller who takes gzip. Nothing else between a Function URL and the caller would compress it. */
export function isWorthCompressing (event: HttpEvent, { body = '', isBase64Encoded }: HttpResult): boolean {
  return body.length >= leastLength && isBase64Encoded !== true && takesGzip(headerOf(event, 'accept-encoding') ?? '')
}

export async function compressed (result: HttpResult): Promise<HttpResult> {
  const { body = '', headers, multiValueHeaders } = result
  const vary = [headers?.['vary'] ?? multiValueHeaders?.['vary']?.join(', '), 'accept-encoding'].filter(Boolean).join(', ')
  const { gzip } = await import('node:zlib')
  const packed = await promisify(gzip)(body)
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
