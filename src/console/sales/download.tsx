import { useState } from 'react'
import { answerBrokeOff, send } from '../client/client.ts'
import { useRequest } from '../client/use-request.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { toPairs, type Filters } from './filters.ts'

interface DownloadRequest {
  filters: Filters
  onBytes: (bytes: number) => void
}

type Bytes = Uint8Array<ArrayBuffer>

const revokeAfterMs = 60_000

/** A link would not carry the key, so the file is fetched and then given to the browser to save. */
async function download ({ filters, onBytes }: DownloadRequest, signal: AbortSignal) {
  const query = new URLSearchParams([['format', 'csv'], ['bom', 'true'], ...toPairs(filters)])
  const response = await send(`/sales?${query}`, { signal })
  const body = new Response(response.body?.pipeThrough(countBytes(onBytes)))
  const file = await body.blob().catch((error: unknown) => { throw signal.aborted ? error : answerBrokeOff() })
  saveFile(file, 'sales.csv')
  return file.size
}

/** Passes bytes on and tells how many there were until now. */
function countBytes (onBytes: (bytes: number) => void): TransformStream<Bytes, Bytes> {
  let bytes = 0
  return new TransformStream({
    transform (chunk, controller) {
      bytes += chunk.length
      onBytes(bytes)
      controller.enqueue(chunk)
    }
  })
}

function saveFile (file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), revokeAfterMs)
}

/** Every line that fits the filters as a CSV file that Excel opens. */
export function Download ({ filters }: { filters: Filters }) {
  const [{ busy, problem }, start] = useRequest(download)
  const [bytes, setBytes] = useState(0)
  const begin = () => {
    if (busy) return
    setBytes(0)
    start({ filters, onBytes: setBytes })
  }
  return (
    <>
      <button type='button' aria-disabled={busy} onClick={begin}>{texts.common.download}</button>
      {busy && <span className='busy' role='status'>{texts.sales.downloading(number(bytes / 1e6))}</span>}
      <ProblemNote problem={problem} />
    </>
  )
}
