/** A few numbers that sum it up. */
export function Totals ({ items }: { items: readonly (readonly [label: string, value: string])[] }) {
  return <dl className='totals'>{items.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
}
