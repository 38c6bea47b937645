import type { ReactNode } from 'react'
import { Bars } from '../components/bars.tsx'
import { Section } from '../components/section.tsx'
import { integer, money, number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { tilesOf } from './department-tiles.ts'
import { measureValue, type Dimension, type Group, type Measure } from './filters.ts'
import { TileMap } from './tile-map.tsx'

interface RankingProps {
  groups: readonly Group[]
  by: Dimension
  measure: Measure
  more: boolean
  onPick: (value: string) => void
  /** What stands beside it. */
  children: ReactNode
}

/** The groups side by side, departments of Honduras on a map too. */
export function Ranking ({ groups, by, measure, more, onPick, children }: RankingProps) {
  const { sales: labels, common } = texts
  const format = formatterOf(measure)
  const nameless = by === 'department' || by === 'municipality' ? labels.unknown : '–'
  const bars = groups.map((group) => {
    const name = group[by]
    const value = measureValue(group, measure)
    if (name === null || name === undefined) return { label: nameless, value, text: format(value) }
    return { label: String(name), value, text: format(value), onPick: () => onPick(String(name)) }
  })
  const tiles = by === 'department' ? tilesOf(bars, onPick) : []
  return (
    <div className='side-by-side'>
      <div className='stack'>
        {tiles.length > 0 && <Section title={labels.map} hint={labels.map_hint}><TileMap tiles={tiles} /></Section>}
        {children}
      </div>
      <Section title={`${labels.ranked}: ${labels.measures[measure]}`} hint={labels.rank_hint}>
        <Bars label={labels.dimensions[by]} bars={bars} />
        {bars.length === 0 && <p className='quiet'>{common.none}</p>}
        {more && <p className='quiet'>{common.more_rows}</p>}
      </Section>
    </div>
  )
}

function formatterOf (measure: Measure): (value: number) => string {
  if (measure === 'lines' || measure === 'clients') return integer
  return measure.startsWith('lempiras') ? money : number
}
