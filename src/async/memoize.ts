export interface Memoized<T> {
  (): Promise<T>
  /** Lets the next call load again; whether there was something to forget. */
  forget (): boolean
  /** What was loaded, where something was; nothing is loaded for it. */
  loaded (): Promise<T> | undefined
}

/**
 * A function that answers what `load` came to: loaded with the first call, shared by all, kept for `lifeMs` and
 * forgotten at once where it failed.
 */
export function memoizeAsync<T> (load: () => Promise<T>, lifeMs = Infinity): Memoized<T> {
  let kept: { value: Promise<T>, since: number } | undefined
  const get = (): Promise<T> => {
    if (kept === undefined || Date.now() - kept.since > lifeMs) {
      const fresh = { value: load(), since: Date.now() }
      kept = fresh
      fresh.value.catch(() => { if (kept === fresh) kept = undefined })
    }
    return kept.value
  }
  return Object.assign(get, {
    forget: () => {
      const had = kept !== undefined
      kept = undefined
      return had
    },
    loaded: () => kept?.value
  })
}
