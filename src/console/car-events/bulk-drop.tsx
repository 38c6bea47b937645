import { useEffect, useRef, useState, type DragEvent } from 'react'
import { asProblem } from '../client/use-request.ts'
import type { Problem } from '../client/problem.ts'
import { integer } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import { Totals } from '../parts/totals.tsx'
import { nothingYet, storeFile, type Progress } from './store-file.ts'

/** A file of events, sent in parts; what failed is named one by one. */
export function BulkDrop ({ onStored }: { onStored: () => void }) {
  const [progress, setProgress] = useState<Progress | null>(null)
  const [state, setState] = useState<'ready' | 'sending' | 'done' | 'stopped'>('ready')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isOver, setIsOver] = useState(false)
  const [strict, setStrict] = useState(false)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const { events: say, common } = texts

  const take = async (file: File) => {
    running.current?.abort()
    const own = running.current = new AbortController()
    setState('sending')
    setProblem(null)
    setProgress(nothingYet)
    try {
      for await (const now of storeFile(file, strict, own.signal)) setProgress(now)
      setState('done')
    } catch (error) {
      if (running.current !== own) return // another file has taken its place
      setState('stopped')
      if (!own.signal.aborted) setProblem(asProblem(error))
    }
    onStored()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    const [file] = event.dataTransfer.files
    if (file !== undefined) take(file)
  }
  return (
    <Section title={say.bulk}>
      <div className={isOver ? 'drop over' : 'drop'} onDragOver={(event) => { event.preventDefault(); setIsOver(true) }} onDragLeave={() => setIsOver(false)} onDrop={drop}>
        <label htmlFor='events-file'>{say.drop}</label>
        <input
          id='events-file' type='file' accept='.json,.ndjson,.jsonl,application/json,application/x-ndjson' aria-describedby='events-file-hint' disabled={state === 'sending'}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file !== undefined) take(file)
            event.target.value = '' // so that the same file can be chosen again
          }}
        />
        <small id='events-file-hint'>{say.drop_hint}</small>
        <label className='check'><input type='checkbox' checked={strict} onChange={(event) => setStrict(event.target.checked)} /> {say.strict}</label>
      </div>
      {state === 'sending' && (
        <div className='row'>
          <progress aria-label={say.progress} />
          <button type='button' onClick={() => running.current?.abort()}>{common.cancel}</button>
          {progress?.waiting === true && <span role='status'>{say.waiting}</span>}
        </div>
      )}
      {progress !== null && <Totals items={[[say.processed, integer(progress.processed)], [say.duplicates, integer(progress.duplicates)], [say.failed, integer(progress.failed)]]} />}
      <p role='status'>{progress !== null && state === 'done' ? say.done(integer(progress.sent)) : progress !== null && state === 'stopped' ? say.stopped(integer(progress.sent)) : ''}</p>
      <ProblemNote problem={problem} />
      {progress !== null && progress.failures.length > 0 && (
        <>
          <h3>{say.failures}</h3>
          <Table
            caption={say.failures} rows={progress.failures}
            columns={[
              { name: 'place', label: say.place, numeric: true, cell: ({ place }) => integer(place) },
              { name: 'uuid', label: say.id, cell: ({ uuid }) => uuid },
              { name: 'why', label: say.why, long: true, cell: ({ why }) => <span lang='en'>{why}</span> }
            ]}
          />
        </>
      )}
    </Section>
  )
}
