import type { FastifyInstance, RouteOptions } from 'fastify'
import type { TSchema } from 'typebox'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every documented route, in the order in which they were added. */
    operations: readonly RouteOptions[]
  }
  interface FastifySchema {
    /** One of the at most 11 operations that a Bedrock agent is given; `omits` are query parameters that make no sense to it. */
    'x-agent'?: { omits?: string[] }
  }
}

/** Keeps the app's routes for whoever documents or looks them up. */
export function collectOperations (app: FastifyInstance): void {
  const operations: RouteOptions[] = []
  app.decorate('operations', operations)
  app.addHook('onRoute', (route) => {
    const { method, schema } = route
    if (method !== 'HEAD' && method !== 'OPTIONS' && schema !== undefined && schema.hide !== true) operations.push(route)
  })
}

export interface OperationSchemas {
  querystring?: TSchema & { properties?: Record<string, TSchema> }
  body?: TSchema
}

/** What an operation takes beside its path. */
export function schemasOf ({ schema }: RouteOptions): OperationSchemas {
  return { querystring: schema?.querystring as OperationSchemas['querystring'], body: schema?.body as TSchema | undefined }
}

/** An OpenAPI path template (`/events/{uuid}`) as Fastify writes it (`/events/:uuid`). */
export function routeOfTemplate (template: string): string {
  return template.replace(/\{([^{}/]+)\}/g, ':$1')
}
