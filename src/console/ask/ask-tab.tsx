import { useReducer, useRef, useState } from 'react'
import { eventsOf } from '../client/events.ts'
import { asProblem } from '../client/problem.ts'
import { useAborter } from '../client/use-aborter.ts'
import { AskBox } from './ask-box.tsx'
import { parseAskEvent } from './events.ts'
import { SchemaList } from './schema-list.tsx'
import { reducer } from './turn.ts'
import { TurnCard } from './turn-card.tsx'

/** Questions in a conversation: each one goes on from the one before. */
export function AskTab () {
  const [turns, dispatch] = useReducer(reducer, [])
  const [conversation, setConversation] = useState<string | null>(null)
  const { begin, abort } = useAborter()
  const lastId = useRef(0)
  const latest = turns.at(-1)

  const ask = async (question: string) => {
    const signal = begin()
    const id = ++lastId.current
    dispatch({ kind: 'asked', id, question })
    try {
      const body = { question, ...(conversation !== null && { conversation_id: conversation }) }
      for await (const event of eventsOf('/ask', body, parseAskEvent, signal)) {
        dispatch({ kind: 'event', id, event })
        if (event.event === 'done') setConversation(event.data.conversation_id)
      }
      dispatch({ kind: 'ended', id, problem: null })
    } catch (error) {
      dispatch({ kind: 'ended', id, problem: signal.aborted ? null : asProblem(error) })
    }
  }
  const startOver = () => {
    abort()
    setConversation(null)
    dispatch({ kind: 'cleared' })
  }
  const isAsking = latest?.asking === true
  return (
    <>
      {turns.map((turn) => (
        <TurnCard key={turn.id} turn={turn} conversation={turn === latest ? conversation : null} onTry={ask} />
      ))}
      <AskBox isFollowUp={turns.length > 0} asking={isAsking} onAsk={ask} onStop={abort} onStartOver={startOver} />
      {turns.length === 0 && <SchemaList />}
    </>
  )
}
