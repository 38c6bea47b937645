import { useState } from 'react'
import type { PurchaseKey } from './types.ts'
import { PurchaseHistory } from './purchase-history.tsx'
import { Report } from './report.tsx'

/** What purchases come to, and how each one came to be as it is. */
export default function PurchasesTab () {
  const [purchase, setPurchase] = useState<PurchaseKey | null>(null)
  return (
    <>
      <Report onPick={setPurchase} />
      <PurchaseHistory purchase={purchase} />
    </>
  )
}
