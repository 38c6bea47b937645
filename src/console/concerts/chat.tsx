import { useRef, useState, type FormEvent } from 'react'
import { eventsOf } from '../client/events.ts'
import { asProblem, type Problem } from '../client/problem.ts'
import { useAborter } from '../client/use-aborter.ts'
import { Field } from '../components/field.tsx'
import { ProblemNote } from '../components/problem-note.tsx'
import { Section } from '../components/section.tsx'
import { texts } from '../language/texts.ts'
import { ChatData } from './chat-data.tsx'
import { parseChatEvent } from './chat-events.ts'

interface ChatMessage {
  id: number
  isMine: boolean
  text: string
  /** What the answer rests on. */
  data: unknown
}

/** A conversation with the concierge, whose words come as they are found. */
export function Chat () {
  const [messages, setMessages] = useState<ChatMessage[]>([])
  const [suggestions, setSuggestions] = useState(texts.concerts.hello)
  const [problem, setProblem] = useState<Problem | null>(null)
  const session = useRef<string | null>(null)
  const lastId = useRef(0)
  const { begin, abort } = useAborter()
  const { concerts: labels } = texts

  const send = async (message: string) => {
    const signal = begin()
    const [questionId, answerId] = [++lastId.current, ++lastId.current]
    const updateAnswer = (update: (answer: ChatMessage) => ChatMessage) => {
      setMessages((all) => all.map((one) => one.id === answerId ? update(one) : one))
    }
    setProblem(null)
    setMessages((all) => [
      ...all,
      { id: questionId, isMine: true, text: message, data: null },
      { id: answerId, isMine: false, text: '', data: null }
    ])
    try {
      const body = { message, ...(session.current !== null && { session_id: session.current }) }
      for await (const { event, data } of eventsOf('/chat', body, parseChatEvent, signal)) {
        if (event === 'chunk') {
          updateAnswer((answer) => ({ ...answer, text: answer.text + data.text }))
        } else {
          session.current = data.session_id
          updateAnswer((answer) => ({ ...answer, text: data.message, data: data.data }))
          setSuggestions(data.suggestions)
        }
      }
    } catch (error) {
      setMessages((all) => all.filter(({ id, text }) => id !== answerId || text !== ''))
      if (!signal.aborted) setProblem(asProblem(error))
    }
  }
  const startOver = () => {
    abort()
    session.current = null
    setMessages([])
    setSuggestions(labels.hello)
    setProblem(null)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const message = String(new FormData(event.currentTarget).get('message') ?? '').trim()
    event.currentTarget.reset()
    if (message !== '') send(message)
  }
  return (
    <Section title={labels.chat} hint={labels.chat_hint}>
      <ol className='talk' aria-live='polite' aria-label={labels.chat}>
        {messages.map(({ id, isMine, text, data }) => (
          <li key={id} className={isMine ? 'mine' : 'theirs'}>
            <span className='unseen'>{isMine ? labels.you : labels.concierge}: </span>
            <span>{text === '' ? texts.common.busy : text}</span>
            {data !== null && <ChatData data={data} />}
          </li>
        ))}
      </ol>
      <ProblemNote problem={problem} />
      <div className='chips'>
        {suggestions.map((question) => (
          <button key={question} type='button' className='chip' onClick={() => send(question)}>{question}</button>
        ))}
      </div>
      <form className='fields' aria-label={labels.chat} onSubmit={submit}>
        <Field label={labels.message} name='message' maxLength={4000} />
        <div className='actions'>
          <button type='submit' className='main'>{labels.send}</button>
          {messages.length > 0 && <button type='button' onClick={startOver}>{labels.forget}</button>}
        </div>
      </form>
    </Section>
  )
}
