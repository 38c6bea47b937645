import { useState } from 'react'
import { broken, send } from '../client/client.ts'
import { useRequest } from '../client/use-request.ts'
import { number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { pairsOf, type Filters } from './filters.ts'

/** A link would not carry the key, so the file is fetched and then given to the browser to save. */
async function download ({ filters, onBytes }: { filters: Filters, onBytes: (bytes: number) => void }, signal: AbortSignal) {
  const response = await send(`/sales?${new URLSearchParams([['format', 'csv'], ['bom', 'true'], ...pairsOf(filters)])}`, { signal })
  let bytes = 0
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform (chunk, controller) {
      bytes += chunk.length
      onBytes(bytes)
      controller.enqueue(chunk)
    }
  })
  const file = await new Response(response.body?.pipeThrough(counting)).blob().catch((error: unknown) => { throw signal.aborted ? error : broken() })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = 'sales.csv'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return file.size
}

/** Every line that fits the filters as a CSV file that Excel opens. */
export function Download ({ filters }: { filters: Filters }) {
  const [{ busy, problem }, start] = useRequest(download)
  const [bytes, setBytes] = useState(0)
  const begin = () => {
    setBytes(0)
    start({ filters, onBytes: setBytes })
  }
  return (
    <>
      <button type='button' aria-disabled={busy} onClick={() => { if (!busy) begin() }}>{texts.common.download}</button>
      {busy && <span className='busy' role='status'>{texts.sales.downloading(number(bytes / 1e6))}</span>}
      <ProblemNote problem={problem} />
    </>
  )
}
