import { compact } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import type { Place } from './honduras.ts'

const levels = 4

/** A tile grid map: the darker a tile, the larger its value beside the largest. */
export function TileMap ({ places }: { places: readonly Place[] }) {
  const largest = Math.max(...places.map(({ value }) => value), Number.MIN_VALUE)
  return (
    <div className='tiles' role='group' aria-label={texts.sales.map}>
      {places.map(({ label, code, value, text, column, row, onPick }) => (
        <button
          key={code} type='button' className={`tile level-${Math.ceil(Math.max(value, 0) / largest * levels)}`} style={{ gridColumn: column, gridRow: row }}
          title={`${label}: ${text}`} onClick={onPick}
        >
          <strong>{code}</strong> <span>{compact(value)}</span> <span className='unseen'>{label}: {text}</span>
        </button>
      ))}
    </div>
  )
}
