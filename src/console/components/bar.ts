/** One of the values that `Bars` shows side by side. */
export interface Bar {
  label: string
  value: number
  /** The value as it is written. */
  text: string
  onPick?: (() => void) | undefined
}
