import type { operations } from '../client/openapi.d.ts'

export type ReportAnswer = operations['getPurchasesReport']['responses']['200']['content']['application/json']

/** What a purchase is found by. */
export interface PurchaseKey {
  tenant: string
  id: string
}
