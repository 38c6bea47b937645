import { useEffect, useState } from 'react'
import { answerOf, api, connection } from './client.ts'

const calmMs = 60_000
const anxiousMs = 5000

export interface Health {
  version: string
  services: Record<string, unknown>
}

/** How the service is, asked every minute, at once where a request was lost, and every few seconds while it does not answer. */
export function useHealth (): Health | 'asking' | 'unreachable' {
  const [health, setHealth] = useState<Health | 'asking' | 'unreachable'>('asking')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isAsking = false
    const gone = new AbortController()
    const ask = async () => {
      if (isAsking) return
      isAsking = true
      clearTimeout(timer)
      const answer = await answerOf(api.GET('/health', { signal: gone.signal })).catch(() => null)
      isAsking = false
      if (gone.signal.aborted) return
      setHealth(answer ?? 'unreachable')
      timer = setTimeout(ask, answer === null ? anxiousMs : calmMs)
    }
    ask()
    connection.addEventListener('lost', ask, { signal: gone.signal })
    return () => {
      gone.abort()
      clearTimeout(timer)
    }
  }, [])
  return health
}
