import type { ReactNode } from 'react'
import { integer, money, number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Bars } from '../parts/bars.tsx'
import { Section } from '../parts/section.tsx'
import { measureOf, type Dimension, type Group, type Measure } from './filters.ts'
import { placesIn } from './honduras.ts'
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
  const { sales, common } = texts
  const write = measure === 'lines' || measure === 'clients' ? integer : measure.startsWith('lempiras') ? money : number
  const bars = groups.map((group) => {
    const name = group[by]
    return {
      label: name === null || name === undefined ? (by === 'department' || by === 'municipality' ? sales.unknown : '–') : String(name),
      value: measureOf(group, measure),
      text: write(measureOf(group, measure)),
      onPick: name === null || name === undefined ? undefined : () => onPick(String(name))
    }
  })
  const places = by === 'department' ? placesIn(bars, onPick) : []
  return (
    <div className='side-by-side'>
      <div className='stack'>
        {places.length > 0 && <Section title={sales.map} hint={sales.map_hint}><TileMap places={places} /></Section>}
        {children}
      </div>
      <Section title={`${sales.ranked}: ${sales.measures[measure]}`} hint={sales.rank_hint}>
        <Bars label={sales.dimensions[by]} bars={bars} />
        {bars.length === 0 && <p className='quiet'>{common.none}</p>}
        {more && <p className='quiet'>{common.more_rows}</p>}
      </Section>
    </div>
  )
}
