import { invalidRequest } from '../errors.ts'

/** Throws `invalid_request` for a period that ends before it begins; its days are as 2024-01-31. `part`: where they came in. */
export function checkPeriod ({ from, to }: { from?: string | undefined, to?: string | undefined }, part: 'query' | 'body'): void {
  if (from !== undefined && to !== undefined && from > to) throw invalidRequest([{ path: `${part}/from`, message: 'must not be after `to`' }])
}
