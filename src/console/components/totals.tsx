interface TotalsProps {
  items: readonly (readonly [label: string, value: string])[]
}

/** A few numbers that sum it up. */
export function Totals ({ items }: TotalsProps) {
  return (
    <dl className='totals'>
      {items.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  )
}
