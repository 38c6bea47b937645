import type { OpenAPIV3 } from 'openapi-types'

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

export interface DocumentedOperation<T extends object> {
  path: string
  method: typeof methods[number]
  operation: OpenAPIV3.OperationObject<T>
}

/** The operations of a document, path by path; `T` is what they have besides what OpenAPI knows. */
export function operationsOf<T extends object> (document: OpenAPIV3.Document<T>): DocumentedOperation<T>[] {
  return Object.entries(document.paths).flatMap(([path, item]) => methods.flatMap((method) => {
    const operation = item?.[method]
    return operation === undefined ? [] : [{ path, method, operation }]
  }))
}
