import { useRef } from 'react'
import { LongField } from '../parts/field.tsx'
import { texts } from '../language/texts.ts'

interface AskBoxProps {
  isFollowUp: boolean
  asking: boolean
  onAsk: (question: string) => void
  onStop: () => void
  onForget: () => void
}

/** The box that a question is typed into, with some to begin with. */
export function AskBox ({ isFollowUp, asking, onAsk, onStop, onForget }: AskBoxProps) {
  const form = useRef<HTMLFormElement>(null)
  const { ask } = texts
  const send = () => {
    const question = form.current === null ? '' : String(new FormData(form.current).get('question') ?? '').trim()
    if (question === '') return
    onAsk(question)
    form.current?.reset()
  }
  return (
    <section className='card ask-box' aria-label={ask.label}>
      <form ref={form} className='fields' onSubmit={(event) => { event.preventDefault(); send() }}>
        <LongField
          label={isFollowUp ? ask.follow_up : ask.label} hint={ask.hint} name='question' rows={2} maxLength={2000}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        <div className='actions'>
          <button type='submit' className='main'>{ask.go}</button>
          {asking && <button type='button' onClick={onStop}>{ask.stop}</button>}
          {isFollowUp && <button type='button' onClick={onForget}>{ask.new}</button>}
        </div>
      </form>
      {!isFollowUp && (
        <div className='chips' role='group' aria-label={ask.examples}>
          {ask.questions.map((question) => <button key={question} type='button' className='chip' onClick={() => onAsk(question)}>{question}</button>)}
        </div>
      )}
    </section>
  )
}
