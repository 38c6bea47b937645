import { useEffect, useReducer, useRef, useState } from 'react'
import { eventsOf } from '../client/events.ts'
import { asProblem } from '../client/use-request.ts'
import { AskBox } from './ask-box.tsx'
import { SchemaList } from './schema-list.tsx'
import { changed, type AskAnswer } from './turn.ts'
import { TurnCard } from './turn-card.tsx'

/** Questions in a conversation: each one goes on from the one before. */
export function AskTab () {
  const [turns, tell] = useReducer(changed, [])
  const [conversation, setConversation] = useState<string | null>(null)
  const running = useRef<AbortController | null>(null)
  const asked = useRef(0)
  const latest = turns.at(-1)
  useEffect(() => () => running.current?.abort(), [])

  const ask = async (question: string) => {
    running.current?.abort()
    const own = running.current = new AbortController()
    const id = ++asked.current
    tell({ kind: 'asked', id, question })
    try {
      const body = { question, ...(conversation !== null && { conversation_id: conversation }) }
      for await (const event of eventsOf('/ask', body, own.signal)) {
        tell({ kind: 'event', id, event })
        if (event.event === 'done') setConversation((event.data as AskAnswer).conversation_id)
      }
      tell({ kind: 'ended', id, problem: null })
    } catch (error) {
      tell({ kind: 'ended', id, problem: own.signal.aborted ? null : asProblem(error) })
    }
  }
  const forget = () => {
    running.current?.abort()
    setConversation(null)
    tell({ kind: 'cleared' })
  }
  return (
    <>
      {turns.map((turn) => <TurnCard key={turn.id} turn={turn} conversation={turn === latest ? conversation : null} onTry={ask} />)}
      <AskBox isFollowUp={turns.length > 0} asking={latest?.asking === true} onAsk={ask} onStop={() => running.current?.abort()} onForget={forget} />
      {turns.length === 0 && <SchemaList />}
    </>
  )
}
