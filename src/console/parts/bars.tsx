export interface Bar {
  label: string
  value: number
  /** The value as it is written. */
  text: string
  onPick?: (() => void) | undefined
}

/** Values side by side, the largest as wide as the list; those that can be chosen are buttons. */
export function Bars ({ label, bars }: { label: string, bars: readonly Bar[] }) {
  const largest = Math.max(...bars.map(({ value }) => Math.abs(value)), Number.MIN_VALUE)
  return (
    <ol className='bars' aria-label={label}>
      {bars.map(({ onPick, ...bar }, place) => (
        <li key={`${place} ${bar.label}`}>
          {onPick === undefined
            ? <span className='bar'><Inside {...bar} largest={largest} /></span>
            : <button type='button' className='bar' onClick={onPick}><Inside {...bar} largest={largest} /></button>}
        </li>
      ))}
    </ol>
  )
}

function Inside ({ label, value, text, largest }: Bar & { largest: number }) {
  return (
    <>
      <span className='bar-label'>{label}</span>
      <span className='bar-line' aria-hidden='true'><span className={value < 0 ? 'less' : undefined} style={{ width: `${Math.abs(value) / largest * 100}%` }} /></span>
      <span className='bar-value'>{text}</span>
    </>
  )
}
