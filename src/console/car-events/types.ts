import type { operations } from '../client/openapi.d.ts'

/** An event as lists have it. */
export type EventSummary = operations['listEvents']['responses']['200']['content']['application/json']['data'][number]
