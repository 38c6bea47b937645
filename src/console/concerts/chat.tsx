import { useEffect, useRef, useState } from 'react'
import { eventsOf } from '../client/events.ts'
import { asProblem } from '../client/use-request.ts'
import type { Problem } from '../client/problem.ts'
import { texts } from '../language/texts.ts'
import { Field } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Section } from '../parts/section.tsx'
import { ChatData } from './chat-data.tsx'

interface Said {
  id: number
  mine: boolean
  text: string
  /** What the answer rests on. */
  data: unknown
}

interface Answer {
  session_id: string
  message: string
  data: unknown
  suggestions: string[]
}

/** A conversation with the concierge, whose words come as they are found. */
export function Chat () {
  const [said, setSaid] = useState<Said[]>([])
  const [suggestions, setSuggestions] = useState(texts.concerts.hello)
  const [problem, setProblem] = useState<Problem | null>(null)
  const session = useRef<string | null>(null)
  const running = useRef<AbortController | null>(null)
  const count = useRef(0)
  useEffect(() => () => running.current?.abort(), [])
  const { concerts: say } = texts

  const talk = async (message: string) => {
    running.current?.abort()
    const own = running.current = new AbortController()
    const [mine, theirs] = [++count.current, ++count.current]
    const answering = (change: (answer: Said) => Said) => setSaid((all) => all.map((one) => one.id === theirs ? change(one) : one))
    setProblem(null)
    setSaid((all) => [...all, { id: mine, mine: true, text: message, data: null }, { id: theirs, mine: false, text: '', data: null }])
    try {
      const body = { message, ...(session.current !== null && { session_id: session.current }) }
      for await (const { event, data } of eventsOf('/chat', body, own.signal)) {
        if (event === 'chunk') answering((answer) => ({ ...answer, text: answer.text + (data as { text: string }).text }))
        if (event !== 'done') continue
        const answer = data as Answer
        session.current = answer.session_id
        answering((one) => ({ ...one, text: answer.message, data: answer.data }))
        setSuggestions(answer.suggestions)
      }
    } catch (error) {
      setSaid((all) => all.filter(({ id, text }) => id !== theirs || text !== ''))
      if (!own.signal.aborted) setProblem(asProblem(error))
    }
  }
  const forget = () => {
    running.current?.abort()
    session.current = null
    setSaid([])
    setSuggestions(say.hello)
    setProblem(null)
  }
  return (
    <Section title={say.chat} hint={say.chat_hint}>
      <ol className='talk' aria-live='polite' aria-label={say.chat}>
        {said.map(({ id, mine, text, data }) => (
          <li key={id} className={mine ? 'mine' : 'theirs'}>
            <span className='unseen'>{mine ? say.you : say.concierge}: </span>
            <span>{text === '' ? texts.common.busy : text}</span>
            {data !== null && <ChatData data={data} />}
          </li>
        ))}
      </ol>
      <ProblemNote problem={problem} />
      <div className='chips'>{suggestions.map((question) => <button key={question} type='button' className='chip' onClick={() => talk(question)}>{question}</button>)}</div>
      <form
        className='fields' aria-label={say.chat} onSubmit={(event) => {
          event.preventDefault()
          const message = String(new FormData(event.currentTarget).get('message') ?? '').trim()
          event.currentTarget.reset()
          if (message !== '') talk(message)
        }}
      >
        <Field label={say.message} name='message' maxLength={4000} />
        <div className='actions'>
          <button type='submit' className='main'>{say.say}</button>
          {said.length > 0 && <button type='button' onClick={forget}>{say.forget}</button>}
        </div>
      </form>
    </Section>
  )
}
