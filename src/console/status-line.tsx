import { useEffect, useState } from 'react'
import { answerOf, api, connection } from './client/client.ts'
import { texts } from './language/texts.ts'

const calmMs = 60_000
const anxiousMs = 5000

interface Health {
  version: string
  services: Record<string, unknown>
}

/** How the service is, asked every minute, at once where a request was lost, and every few seconds while it does not answer. */
export function StatusLine () {
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
  if (typeof health === 'string') return <footer><p role='status' className={health}>{texts.status[health]}</p></footer>
  return (
    <footer>
      <p role='status' className='healthy'>{texts.status.healthy}, {texts.status.version} {health.version}</p>
      <ul>{Object.entries(health.services).map(([name, state]) => <li key={name} className={String(state)}>{name.replaceAll('_', ' ')}: {stateOf(String(state))}</li>)}</ul>
      <a href='docs/'>{texts.status.api}</a>
    </footer>
  )
}

function stateOf (state: string): string {
  return state === 'configured' || state === 'not_configured' || state === 'embedded' ? texts.status[state] : state
}
