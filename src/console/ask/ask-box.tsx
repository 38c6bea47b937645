import { useRef, type KeyboardEvent } from 'react'
import { TextAreaField } from '../components/field.tsx'
import { texts } from '../language/texts.ts'

interface AskBoxProps {
  isFollowUp: boolean
  asking: boolean
  onAsk: (question: string) => void
  onStop: () => void
  onStartOver: () => void
}

/** The box that a question is typed into, with some to begin with. */
export function AskBox ({ isFollowUp, asking, onAsk, onStop, onStartOver }: AskBoxProps) {
  const form = useRef<HTMLFormElement>(null)
  const { ask: labels } = texts
  const send = () => {
    const question = form.current === null ? '' : String(new FormData(form.current).get('question') ?? '').trim()
    if (question === '') return
    onAsk(question)
    form.current?.reset()
  }
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <section className='card ask-box' aria-label={labels.label}>
      <form ref={form} className='fields' onSubmit={(event) => { event.preventDefault(); send() }}>
        <TextAreaField
          label={isFollowUp ? labels.follow_up : labels.label} hint={labels.hint}
          name='question' rows={2} maxLength={2000} onKeyDown={sendOnEnter}
        />
        <div className='actions'>
          <button type='submit' className='main'>{labels.go}</button>
          {asking && <button type='button' onClick={onStop}>{labels.stop}</button>}
          {isFollowUp && <button type='button' onClick={onStartOver}>{labels.new}</button>}
        </div>
      </form>
      {!isFollowUp && (
        <div className='chips' role='group' aria-label={labels.examples}>
          {labels.questions.map((question) => (
            <button key={question} type='button' className='chip' onClick={() => onAsk(question)}>{question}</button>
          ))}
        </div>
      )}
    </section>
  )
}
