/** Collects text as UTF-8 in one growing buffer: what is sent is encoded once, a piece at a time. */
export class ByteWriter {
  #buffer: Buffer
  #length = 0

  constructor (expectedBytes: number) {
    this.#buffer = Buffer.allocUnsafe(expectedBytes)
  }

  get length (): number {
    return this.#length
  }

  write (text: string): void {
    const maxLength = this.#length + text.length * 3 // what UTF-8 takes at most for a UTF-16 code unit
    if (maxLength > this.#buffer.length) this.#grow(maxLength)
    this.#length += this.#buffer.write(text, this.#length)
  }

  /** Takes back what was written behind `length`. */
  truncate (length: number): void {
    this.#length = Math.min(length, this.#length)
  }

  /** The bytes until now, good until the next write. */
  written (): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  #grow (minLength: number): void {
    const larger = Buffer.allocUnsafe(Math.max(minLength, this.#buffer.length * 2))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
