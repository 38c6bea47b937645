import type { FieldDef } from 'pg'
import { quotedBytes } from '../http/response-limits.ts'
import type { RowSink } from '../postgres/statement.ts'
import { ByteWriter } from './byte-writer.ts'
import type { Line } from './cursor.ts'
import { objectEncoder } from './encode.ts'

const expectedLineBytes = 900

/** Where a line ends: its last byte, and what everything up to there counts as `quotedBytes`. */
interface LineEnd {
  bytes: number
  quoted: number
}

/**
 * Writes the lines of one page as JSON while they arrive from the database: as many as `limit` lines and `maxBytes`
 * (as `quotedBytes` counts them) let in, but at least one.
 */
export class PageWriter {
  readonly #names: readonly string[]
  readonly #limit: number
  readonly #maxBytes: number
  readonly #out: ByteWriter
  readonly #ends: LineEnd[]

  constructor (names: readonly string[], limit: number, maxBytes: number) {
    this.#names = names
    this.#limit = limit
    this.#maxBytes = maxBytes
    this.#out = new ByteWriter(limit * expectedLineBytes + 1024)
    this.#out.write('{"data":[')
    this.#ends = [{ bytes: this.#out.length, quoted: this.#quotedFrom(0) }]
  }

  get lines (): number {
    return this.#ends.length - 1
  }

  /** A sink whose rows come behind the first `lines`: a statement that is sent again begins there anew. */
  sinkAfter (lines: number): RowSink<Line> {
    this.#truncateTo(lines)
    let encode: ((row: Line) => string) | undefined
    let full = false
    return (row: Line, fields: FieldDef[]) => {
      if (full || this.lines === this.#limit) return
      encode ??= objectEncoder(this.#names, fields)
      const { bytes, quoted } = this.#lastEnd()
      this.#out.write(this.lines === 0 ? encode(row) : `,${encode(row)}`)
      this.#ends.push({ bytes: this.#out.length, quoted: quoted + this.#quotedFrom(bytes) })
      full = this.#isOver()
    }
  }

  /** The whole page as UTF-8, with as many of the lines as fit beside what `metaOf` makes of their number. */
  finish (metaOf: (lines: number) => object): Buffer {
    for (;;) {
      this.#out.write(`],"meta":${JSON.stringify(metaOf(this.lines))}}`)
      if (!this.#isOver()) return this.#out.written()
      this.#truncateTo(this.lines - 1)
    }
  }

  #lastEnd (): LineEnd {
    return this.#ends.at(-1) ?? { bytes: 0, quoted: 0 }
  }

  #isOver (): boolean {
    const { bytes, quoted } = this.#lastEnd()
    return this.lines > 1 && quoted + this.#quotedFrom(bytes) > this.#maxBytes
  }

  #quotedFrom (start: number): number {
    return this.#maxBytes === Infinity ? 0 : quotedBytes(this.#out.written(), start)
  }

  #truncateTo (lines: number): void {
    this.#ends.length = lines + 1
    this.#out.truncate(this.#lastEnd().bytes)
  }
}
