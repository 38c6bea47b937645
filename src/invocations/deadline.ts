import { upstreamTimeout, type AppError } from '../errors.ts'

/** What of Lambda's context object is used. */
export interface LambdaContext {
  awsRequestId?: string
  /** Milliseconds until Lambda ends this invocation. */
  getRemainingTimeInMillis?: () => number
}

const maxMarginMs = 1000
const minMarginMs = 100

const timeIsUp = 'The function\'s time is nearly up, so the work was stopped: ' +
  'ask for less, or give the function a longer timeout.'

/**
 * The time that Lambda gives to an invocation; where the context tells none, there is no end to it. Must be ended when
 * the work is done.
 */
export class Deadline {
  #stopAt = Infinity
  #giveUpAt = Infinity
  #controller: AbortController | undefined
  #error: AppError | undefined
  #isLate = false
  #giveUp: (error: AppError) => void = () => {}

  constructor (context: LambdaContext) {
    const remaining = context.getRemainingTimeInMillis?.()
    if (remaining === undefined) return
    const margin = Math.min(maxMarginMs, Math.max(minMarginMs, remaining / 10))
    this.#stopAt = performance.now() + remaining - margin
    this.#giveUpAt = this.#stopAt + margin / 2
    watch(this)
  }

  /**
   * Aborts with an `upstream_timeout` AppError (504): a tenth of the time before the end, at least 0.1 s and at most
   * 1 s.
   */
  get signal (): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#error !== undefined) this.#controller.abort(this.#error)
    return this.#controller.signal
  }

  /**
   * What `work` comes to, or half of that later a rejection with the same error, where the work did not heed the
   * signal.
   */
  limit<T> (work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      work.then(resolve, reject)
      this.#giveUp = reject
      if (this.#isLate && this.#error !== undefined) reject(this.#error)
    })
  }

  /** When there is something to do next, by `performance.now()`. */
  get nextAt (): number {
    if (this.#isLate) return Infinity
    return this.#error === undefined ? this.#stopAt : this.#giveUpAt
  }

  /** Aborts or gives up, where that is due at `now`. */
  check (now: number): void {
    if (now < this.nextAt) return
    if (this.#error === undefined) {
      this.#error = upstreamTimeout(timeIsUp)
      this.#controller?.abort(this.#error)
    } else if (!this.#isLate) {
      this.#isLate = true
      this.#giveUp(this.#error)
    }
  }

  end (): void {
    watched.delete(this)
    if (watched.size === 0) timer?.unref()
  }
}

/**
 * There is one timer for them all, which stays when an invocation ends in time: setting one for each is dear next to
 * the rest of a call.
 */
const watched = new Set<Deadline>()
let timer: NodeJS.Timeout | undefined
let firesAt = Infinity

function watch (deadline: Deadline): void {
  watched.add(deadline)
  if (deadline.nextAt < firesAt) setAlarm(deadline.nextAt)
  else timer?.ref()
}

function setAlarm (at: number): void {
  clearTimeout(timer)
  firesAt = at
  timer = setTimeout(checkAll, at - performance.now())
}

function checkAll (): void {
  timer = undefined
  firesAt = Infinity
  for (const deadline of watched) deadline.check(performance.now())
  const next = Math.min(...[...watched].map(({ nextAt }) => nextAt))
  if (next < Infinity) setAlarm(next)
}
