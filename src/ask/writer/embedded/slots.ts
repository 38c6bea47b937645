import type { FoundPeriod } from '../../../language/periods.ts'
import type { Comparison, Marks } from './marks.ts'
import type { Found } from './sentence.ts'

/** What a question wants done, as the words that say so; most want a name or a value beside them. */
export type Slot = Pick<Found, 'start' | 'end'> & (
  | { kind: 'count', isShare: boolean }
  | { kind: 'aggregate', function: 'sum' | 'avg' | 'max' | 'min' }
  | { kind: 'superlative', concept: string, descending: boolean, limit: number | null }
  | { kind: 'most', descending: boolean }
  | { kind: 'group' }
  | { kind: 'comparison', comparison: Comparison }
  | { kind: 'negation', isNever: boolean }
  | { kind: 'order' }
  | { kind: 'period', period: FoundPeriod }
  | { kind: 'like', pattern: string }
  | { kind: 'average', operator: '>' | '<', isOwn: boolean }
)

export type SlotOf<Kind extends Slot['kind']> = Extract<Slot, { kind: Kind }>

export function slotsOf (marks: Marks, comparisons: Comparison[], periods: FoundPeriod[]): Slot[] {
  const at = ({ start, end }: { start: number, end: number }) => ({ start, end })
  const slots: Slot[] = [
    ...marks.count.map((mark) => ({ kind: 'count' as const, ...at(mark), isShare: false })),
    ...marks.share.map((mark) => ({ kind: 'count' as const, ...at(mark), isShare: true })),
    ...marks.aggregate.map((mark) => ({ kind: 'aggregate' as const, ...at(mark), function: mark.kind })),
    ...marks.superlative.map((mark) => ({ kind: 'superlative' as const, ...at(mark), concept: mark.concept, descending: mark.descending, limit: mark.groups['limit'] === undefined ? null : Number(mark.groups['limit']) })),
    ...marks.most.map((mark) => ({ kind: 'most' as const, ...at(mark), descending: mark.descending })),
    // "cheapest first by price" sorts
    ...marks.group.map((mark) => ({ kind: marks.direction.some(({ end }) => end === mark.start || end === mark.start - 1) ? 'order' as const : 'group' as const, ...at(mark) })),
    ...comparisons.map((comparison) => ({ kind: 'comparison' as const, ...at(comparison), comparison })),
    ...marks.negation.map((mark) => ({ kind: 'negation' as const, ...at(mark), isNever: false })),
    ...marks.never.map((mark) => ({ kind: 'negation' as const, ...at(mark), isNever: true })),
    ...marks.order.map((mark) => ({ kind: 'order' as const, ...at(mark) })),
    ...periods.map((period) => ({ kind: 'period' as const, ...at(period), period })),
    ...marks.like.map((mark) => ({ kind: 'like' as const, ...at(mark), pattern: mark.pattern })),
    ...marks.aboveAverage.map((mark) => ({ kind: 'average' as const, ...at(mark), operator: mark.operator, isOwn: false }))
  ]
  return slots.sort((a, b) => a.start - b.start)
}
