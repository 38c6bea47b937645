import type { Bar } from './bar.ts'

/** Values side by side, the largest as wide as the list; those that can be chosen are buttons. */
export function Bars ({ label, bars }: { label: string, bars: readonly Bar[] }) {
  const largest = Math.max(...bars.map(({ value }) => Math.abs(value)), Number.MIN_VALUE)
  return (
    <ol className='bars' aria-label={label}>
      {bars.map(({ onPick, ...bar }, index) => (
        <li key={`${index} ${bar.label}`}>
          {onPick === undefined
            ? <span className='bar'><BarContent {...bar} largest={largest} /></span>
            : <button type='button' className='bar' onClick={onPick}><BarContent {...bar} largest={largest} /></button>}
        </li>
      ))}
    </ol>
  )
}

function BarContent ({ label, value, text, largest }: Bar & { largest: number }) {
  const width = `${Math.abs(value) / largest * 100}%`
  return (
    <>
      <span className='bar-label'>{label}</span>
      <span className='bar-line' aria-hidden='true'>
        <span className={value < 0 ? 'less' : undefined} style={{ width }} />
      </span>
      <span className='bar-value'>{text}</span>
    </>
  )
}
