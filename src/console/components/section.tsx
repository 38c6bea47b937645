import { useId, type ReactNode } from 'react'

/** A part of a tab with its heading. */
export function Section ({ title, hint, children }: { title: string, hint?: string, children: ReactNode }) {
  const id = useId()
  return (
    <section className='card' aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {hint !== undefined && <p className='quiet'>{hint}</p>}
      {children}
    </section>
  )
}
