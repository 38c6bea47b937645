import { compact } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import type { Tile } from './department-tiles.ts'

const maxLevel = 4

/** A tile grid map: the darker a tile, the larger its value beside the largest. */
export function TileMap ({ tiles }: { tiles: readonly Tile[] }) {
  const largest = Math.max(...tiles.map(({ value }) => value), Number.MIN_VALUE)
  const levelOf = (value: number) => Math.ceil(Math.max(value, 0) / largest * maxLevel)
  return (
    <div className='tiles' role='group' aria-label={texts.sales.map}>
      {tiles.map(({ label, code, value, text, column, row, onPick }) => (
        <button
          key={code} type='button' className={`tile level-${levelOf(value)}`} title={`${label}: ${text}`}
          style={{ gridColumn: column, gridRow: row }} onClick={onPick}
        >
          <strong>{code}</strong> <span>{compact(value)}</span> <span className='unseen'>{label}: {text}</span>
        </button>
      ))}
    </div>
  )
}
