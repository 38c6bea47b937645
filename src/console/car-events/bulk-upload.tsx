import { useId, useRef, useState, type DragEvent } from 'react'
import { asProblem, Problem } from '../client/problem.ts'
import { useAborter } from '../client/use-aborter.ts'
import { CheckboxField } from '../components/field.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { Totals } from '../components/totals.tsx'
import { integer } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { FailureList } from './failure-list.tsx'
import { initialProgress, uploadEvents, type Progress, type Upload } from './upload.ts'
import { createUuids } from './uuids.ts'

type State = 'ready' | 'sending' | 'done' | 'stopped'

const fileTypes = '.json,.ndjson,.jsonl,application/json,application/x-ndjson'

/** A file of events, sent in parts; what failed is named one by one. */
export function BulkUpload ({ onStored }: { onStored: () => void }) {
  const [progress, setProgress] = useState<Progress | null>(null)
  const [state, setState] = useState<State>('ready')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isOver, setIsOver] = useState(false)
  const [strict, setStrict] = useState(false)
  const latest = useRef<Upload | null>(null)
  const { begin, abort } = useAborter()
  const id = useId()
  const { events: labels, common } = texts

  const run = async (upload: Upload, before: Progress) => {
    const signal = begin()
    latest.current = upload
    setState('sending')
    setProblem(null)
    setProgress(before)
    try {
      for await (const now of uploadEvents(upload, before, signal)) setProgress(now)
      setState('done')
    } catch (error) {
      setState('stopped')
      if (!signal.aborted) setProblem(asProblem(error))
    }
    onStored()
  }
  const choose = (files: FileList | null) => {
    const [file, another] = files ?? []
    if (file === undefined) return
    if (another !== undefined || state === 'sending') {
      setProblem(new Problem({ error: 'invalid_request', message: labels.one_file, status: 0 }))
    } else {
      run({ file, strict, uuidAt: createUuids() }, initialProgress)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    choose(event.dataTransfer.files)
  }
  const dragOver = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(true)
  }
  const goOn = () => {
    if (latest.current !== null && progress !== null) run(latest.current, progress)
  }
  const dropClass = isOver ? 'drop over' : 'drop'
  return (
    <Section title={labels.bulk}>
      <div className={dropClass} onDragOver={dragOver} onDragLeave={() => setIsOver(false)} onDrop={drop}>
        <label htmlFor={id}>{labels.drop}</label>
        <input
          id={id} type='file' accept={fileTypes} aria-describedby={`${id}-hint`} disabled={state === 'sending'}
          onChange={(event) => {
            choose(event.target.files)
            event.target.value = '' // so that the same file can be chosen again
          }}
        />
        <small id={`${id}-hint`}>{labels.drop_hint}</small>
        <CheckboxField
          label={labels.strict} checked={strict} onChange={(event) => setStrict(event.target.checked)}
        />
      </div>
      {state === 'sending' && (
        <div className='row'>
          <progress aria-label={labels.progress} />
          <button type='button' onClick={abort}>{common.cancel}</button>
          {progress?.waiting === true && <span role='status'>{labels.waiting}</span>}
        </div>
      )}
      {progress !== null && <Totals items={totalsOf(progress)} />}
      <p role='status'>{progress === null ? '' : outcomeOf(state, progress)}</p>
      {state === 'stopped' && problem?.code !== 'invalid_request' && (
        <div className='row'>
          <button type='button' onClick={goOn}>{labels.go_on}</button>
          <span className='quiet'>{labels.go_on_hint}</span>
        </div>
      )}
      <ProblemNote problem={problem} />
      {progress !== null && progress.failures.length > 0 && <FailureList failures={progress.failures} />}
    </Section>
  )
}

function totalsOf ({ processed, duplicates, failed }: Progress) {
  const { events: labels } = texts
  return [
    [labels.processed, integer(processed)],
    [labels.duplicates, integer(duplicates)],
    [labels.failed, integer(failed)]
  ] as const
}

function outcomeOf (state: State, { sent }: Progress): string {
  if (state === 'done') return texts.events.done(integer(sent))
  return state === 'stopped' ? texts.events.stopped(integer(sent)) : ''
}
