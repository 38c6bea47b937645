import type { Stage } from '../schema.ts'
import type { Tokens } from '../writer/writer.ts'

/** What a question costs: milliseconds for each stage, and the model's tokens. */
export class Costs {
  readonly timings: Record<Stage, number> = { link: 0, generate: 0, guard: 0, plan: 0, execute: 0, answer: 0 }
  readonly tokens: Tokens = { input: 0, output: 0 }

  /** Starts the clock of a stage; what comes back stops it. A stage may run several times. */
  start (stage: Stage): () => void {
    const start = performance.now()
    return () => {
      this.timings[stage] = Math.round((this.timings[stage] + performance.now() - start) * 1000) / 1000
    }
  }

  async timed<T> (stage: Stage, work: () => Promise<T> | T): Promise<T> {
    const stop = this.start(stage)
    try {
      return await work()
    } finally {
      stop()
    }
  }

  addTokens ({ input, output }: Tokens): void {
    this.tokens.input += input
    this.tokens.output += output
  }
}
