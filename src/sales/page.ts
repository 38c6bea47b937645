import type { FieldDef } from 'pg'
import type { RowSink } from '../postgres/database.ts'
import { ByteWriter } from './bytes.ts'
import type { Line } from './cursor.ts'
import { objectEncoder } from './encode.ts'

const expectedLineBytes = 900

export interface PageState {
  lines: number
  bytes: number
}

/** Writes the lines of one page as JSON while they arrive from the database, as many as `limit` and `maxBytes` let in, but at least one. */
export class PageWriter {
  readonly #names: readonly string[]
  readonly #limit: number
  readonly #maxBytes: number
  readonly #out: ByteWriter
  lines = 0

  constructor (names: readonly string[], limit: number, maxBytes: number | null) {
    this.#names = names
    this.#limit = limit
    this.#maxBytes = maxBytes ?? Infinity
    this.#out = new ByteWriter(limit * expectedLineBytes + 1024)
    this.#out.write('{"data":[')
  }

  state (): PageState {
    return { lines: this.lines, bytes: this.#out.length }
  }

  /** Takes rows, from an earlier state on: a statement that is sent again begins anew. */
  from ({ lines, bytes }: PageState): RowSink<Line> {
    this.lines = lines
    this.#out.truncate(bytes)
    let encode: ((row: Line) => string) | undefined
    let full = false
    return (row: Line, fields: FieldDef[]) => {
      if (full || this.lines === this.#limit) return
      encode ??= objectEncoder(this.#names, fields)
      const before = this.#out.length
      this.#out.write(this.lines === 0 ? encode(row) : `,${encode(row)}`)
      full = this.#out.length > this.#maxBytes && this.lines > 0
      if (full) this.#out.truncate(before)
      else this.lines++
    }
  }

  /** The whole page as UTF-8. */
  end (meta: object): Buffer {
    this.#out.write(`],"meta":${JSON.stringify(meta)}}`)
    return this.#out.take()
  }
}
