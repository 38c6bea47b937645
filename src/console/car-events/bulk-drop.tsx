import { useEffect, useRef, useState, type DragEvent } from 'react'
import { asProblem } from '../client/use-request.ts'
import { Problem } from '../client/problem.ts'
import { integer } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import { Totals } from '../parts/totals.tsx'
import { nothingYet, storeFile, type Progress, type Upload } from './store-file.ts'
import { uuidsForFile } from './uuids.ts'

/** A file of events, sent in parts; what failed is named one by one. */
export function BulkDrop ({ onStored }: { onStored: () => void }) {
  const [progress, setProgress] = useState<Progress | null>(null)
  const [state, setState] = useState<'ready' | 'sending' | 'done' | 'stopped'>('ready')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isOver, setIsOver] = useState(false)
  const [strict, setStrict] = useState(false)
  const running = useRef<AbortController | null>(null)
  const taken = useRef<Upload | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const { events: say, common } = texts

  const take = async (upload: Upload, before: Progress) => {
    const own = running.current = new AbortController()
    taken.current = upload
    setState('sending')
    setProblem(null)
    setProgress(before)
    try {
      for await (const now of storeFile(upload, before, own.signal)) setProgress(now)
      setState('done')
    } catch (error) {
      setState('stopped')
      if (!own.signal.aborted) setProblem(asProblem(error))
    }
    onStored()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    choose(event.dataTransfer.files)
  }
  const choose = (files: FileList | null) => {
    const [file, another] = files ?? []
    if (file === undefined) return
    if (another !== undefined || state === 'sending') setProblem(new Problem({ error: 'invalid_request', message: say.one_file, status: 0 }))
    else take({ file, strict, uuidAt: uuidsForFile() }, nothingYet)
  }
  return (
    <Section title={say.bulk}>
      <div className={isOver ? 'drop over' : 'drop'} onDragOver={(event) => { event.preventDefault(); setIsOver(true) }} onDragLeave={() => setIsOver(false)} onDrop={drop}>
        <label htmlFor='events-file'>{say.drop}</label>
        <input
          id='events-file' type='file' accept='.json,.ndjson,.jsonl,application/json,application/x-ndjson' aria-describedby='events-file-hint' disabled={state === 'sending'}
          onChange={(event) => {
            choose(event.target.files)
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
      {state === 'stopped' && progress !== null && problem?.code !== 'invalid_request' && (
        <div className='row'>
          <button type='button' onClick={() => { if (taken.current !== null) take(taken.current, progress) }}>{say.go_on}</button>
          <span className='quiet'>{say.go_on_hint}</span>
        </div>
      )}
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
