/** A query that must not run: `rule` is the name of the check that it did not pass. */
export class QueryBlocked extends Error {
  readonly rule: string

  constructor (rule: string, message: string) {
    super(message)
    this.name = 'QueryBlocked'
    this.rule = rule
  }
}

/** A query that cannot be right (no SQL, a name that is nowhere): worth another try of whoever wrote it. */
export class QueryInvalid extends Error {
  /** Whether it is SQL at all. */
  readonly isSql: boolean

  constructor (message: string, { isSql = true } = {}) {
    super(message)
    this.name = 'QueryInvalid'
    this.isSql = isSql
  }
}
