import { InvalidInput } from '../errors.ts'

/** Throws InvalidInput for a period that ends before it begins; its days are as 2024-01-31. */
export function checkPeriod ({ from, to }: { from?: string | undefined, to?: string | undefined }): void {
  if (from !== undefined && to !== undefined && from > to) {
    throw new InvalidInput({ path: 'from', message: 'must not be after `to`' })
  }
}
