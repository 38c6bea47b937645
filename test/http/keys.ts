import { createHash } from 'node:crypto'
import { noteSecret } from '../helper.ts'

export function sha256 (key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** Keys by what they allow; no log may have them. */
export const keys = {
  all: noteSecret('key-for-everything-0123456789'),
  sales: noteSecret('key-for-sales-only-0123456789'),
  rotated: noteSecret('key-from-the-secret-0123456789')
}

/** API_KEYS with those of them that are configured; that of the sales has its digest in capitals. */
export const apiKeys = JSON.stringify([
  { name: 'all', sha256: sha256(keys.all) },
  { name: 'sales', sha256: sha256(keys.sales).toUpperCase(), scopes: ['sales:read'] }
])
