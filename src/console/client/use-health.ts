import { useEffect, useState } from 'react'
import { unwrap, api, connection } from './client.ts'

const pollMs = 60_000
const retryMs = 5000

export interface Health {
  version: string
  services: Record<string, unknown>
}

/**
 * How the service is. It is asked every minute, at once where a request was lost, and every few seconds while it does
 * not answer.
 */
export function useHealth (): Health | 'asking' | 'unreachable' {
  const [health, setHealth] = useState<Health | 'asking' | 'unreachable'>('asking')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isAsking = false
    const controller = new AbortController()
    const ask = async () => {
      if (isAsking) return
      isAsking = true
      clearTimeout(timer)
      const answer = await unwrap(api.GET('/health', { signal: controller.signal })).catch(() => null)
      isAsking = false
      if (controller.signal.aborted) return
      setHealth(answer ?? 'unreachable')
      timer = setTimeout(ask, answer === null ? retryMs : pollMs)
    }
    ask()
    connection.addEventListener('lost', ask, { signal: controller.signal })
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [])
  return health
}
