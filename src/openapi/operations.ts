import type { FastifyInstance, RouteOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { isObject, member } from '../json/is-object.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every documented route, in the order in which they were added. */
    operations: readonly Operation[]
  }
  interface FastifySchema {
    /**
     * One of the at most 11 operations that a Bedrock agent is given; `omits` are query parameters that make no sense
     * to it.
     */
    'x-agent'?: { omits?: string[] }
  }
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = typeof methods[number]

/** A route by one of its methods. */
export interface Operation extends RouteOptions {
  method: Method
}

/** Keeps the app's routes for whoever documents or looks them up. */
export function collectOperations (app: FastifyInstance): void {
  const operations: Operation[] = []
  app.decorate('operations', operations)
  app.addHook('onRoute', (route) => {
    if (route.schema === undefined || route.schema.hide === true) return
    for (const method of methods) {
      if ([route.method].flat().includes(method)) operations.push({ ...route, method })
    }
  })
}

export interface OperationSchemas {
  /** The names of the query parameters. */
  queryNames: string[]
  body: TSchema | undefined
}

/** What an operation takes beside its path. */
export function schemasOf ({ schema }: Operation): OperationSchemas {
  const properties = member(schema?.querystring, 'properties')
  const body = schema?.body
  return {
    queryNames: isObject(properties) ? Object.keys(properties) : [],
    body: isObject(body) ? body : undefined
  }
}

/** An OpenAPI path template (`/events/{uuid}`) as Fastify writes it (`/events/:uuid`). */
export function routeOfTemplate (template: string): string {
  return template.replace(/\{([^{}/]+)\}/g, ':$1')
}
