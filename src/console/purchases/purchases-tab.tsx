import { useState } from 'react'
import { History } from './history.tsx'
import { Report } from './report.tsx'

export interface PurchaseName {
  tenant: string
  id: string
}

/** What purchases come to, and how each one came to be as it is. */
export default function PurchasesTab () {
  const [purchase, setPurchase] = useState<PurchaseName | null>(null)
  return (
    <>
      <Report onPick={setPurchase} />
      <History purchase={purchase} />
    </>
  )
}
