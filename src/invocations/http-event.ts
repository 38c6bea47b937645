export type HttpSource = 'function-url' | 'api-gateway' | 'load-balancer'

/** An HTTP event of payload version 2, version 1 or a load balancer, as far as it is looked at here. */
export interface HttpEvent {
  version?: string | undefined
  httpMethod?: string | undefined
  body?: string | null | undefined
  isBase64Encoded?: boolean | undefined
  cookies?: string[] | undefined
  path?: string | undefined
  queryStringParameters?: Record<string, string | undefined> | null | undefined
  multiValueQueryStringParameters?: Record<string, string[]> | null | undefined
  rawPath?: string
  rawQueryString?: string
  headers?: Record<string, string | undefined> | null
  multiValueHeaders?: Record<string, string[]> | null | undefined
  requestContext: {
    http?: { method?: string }
    stage?: string
    elb?: object
    domainName?: string
    identity?: { sourceIp?: string }
  }
}

export interface HttpResult {
  statusCode: number
  headers?: Record<string, string>
  multiValueHeaders?: Record<string, string[]>
  cookies?: string[]
  body?: string
  isBase64Encoded?: boolean
}

export function httpSource ({ requestContext }: HttpEvent): HttpSource {
  if (requestContext.elb !== undefined) return 'load-balancer'
  return requestContext.domainName?.includes('.lambda-url.') === true ? 'function-url' : 'api-gateway'
}

/** The value of a header, whatever its case and whichever of the two forms the event has. */
export function headerOf ({ headers, multiValueHeaders }: HttpEvent, name: string): string | undefined {
  const all = { ...headers, ...multiValueHeaders }
  const key = Object.keys(all).find((key) => key.toLowerCase() === name)
  const value = key === undefined ? undefined : all[key]
  return Array.isArray(value) ? value.join(',') : value
}

/** Whether it came from a load balancer that sends, and takes, several values of a header. */
export function isMultiValue ({ requestContext, multiValueHeaders }: HttpEvent): boolean {
  return requestContext.elb !== undefined && multiValueHeaders !== undefined && multiValueHeaders !== null
}
