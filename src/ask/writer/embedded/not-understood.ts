/** A question of which some words stay unexplained, or whose parts do not go together. */
export class NotUnderstood extends Error {
  readonly words: string[]

  constructor (words: string[]) {
    super(words.length === 0 ? 'the question could not be read' : `these words could not be read: ${words.join(', ')}`)
    this.name = 'NotUnderstood'
    this.words = words
  }
}

export function fail (words: string[]): never {
  throw new NotUnderstood(words)
}
