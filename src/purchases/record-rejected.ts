/** What keeps a record from ever being archived: it is put into quarantine with this. */
export class RecordRejected extends Error {
  /** Where in the record the fault is, as `dynamodb/NewImage/fecha`. */
  readonly path: string

  constructor (path: string, reason: string) {
    super(reason)
    this.name = 'RecordRejected'
    this.path = path
  }
}
