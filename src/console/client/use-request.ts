import { useCallback, useState } from 'react'
import { asProblem, type Problem } from './problem.ts'
import { useAborter } from './use-aborter.ts'

export interface RequestState<T> {
  busy: boolean
  /** The latest answer; it stays while the next one is on its way. */
  value: T | null
  problem: Problem | null
}

/**
 * A request that a person starts, with what has become of it. Starting it again, and leaving the page's part that
 * shows it, gives up the one before. `work` stays the same function from one rendering to the next. With `keeps` the
 * latest answer outlives a problem.
 */
export function useRequest<I, T> (
  work: (input: I, signal: AbortSignal) => Promise<T>,
  { keeps = false } = {}
): [RequestState<T>, (input: I) => void] {
  const [state, setState] = useState<RequestState<T>>({ busy: false, value: null, problem: null })
  const { begin } = useAborter()
  const start = useCallback((input: I) => {
    const signal = begin()
    setState(({ value }) => ({ busy: true, value, problem: null }))
    work(input, signal).then(
      (value) => { if (!signal.aborted) setState({ busy: false, value, problem: null }) },
      (error: unknown) => {
        if (signal.aborted) return
        setState(({ value }) => ({ busy: false, value: keeps ? value : null, problem: asProblem(error) }))
      }
    )
  }, [begin, work, keeps])
  return [state, start]
}
