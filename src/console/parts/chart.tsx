import { useEffect, useRef, useState } from 'react'
import { asProblem } from '../client/use-request.ts'
import type { Problem } from '../client/problem.ts'
import { texts } from '../language/texts.ts'
import { ProblemNote } from './problem-note.tsx'

/** A Vega-Lite specification as a picture as wide as its place. What draws it is loaded with the first one. */
export function Chart ({ label, specification }: { label: string, specification: object }) {
  const place = useRef<HTMLDivElement>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    let isGone = false
    let erase = () => {}
    const draw = async () => {
      const width = element.clientWidth
      if (width === 0) return // in a tab that is not shown
      const { drawChart } = await import('./vega.ts')
      if (isGone) return
      erase()
      erase = await drawChart(element, specification, width)
      setDrawn(true)
    }
    const redraw = () => { draw().catch((error: unknown) => setProblem(asProblem(error))) }
    const observer = new ResizeObserver(redraw) // it calls once at the beginning
    observer.observe(element)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', redraw)
    return () => {
      isGone = true
      observer.disconnect()
      dark.removeEventListener('change', redraw)
      erase()
    }
  }, [specification])
  return (
    <figure className='chart' aria-busy={!drawn && problem === null}>
      <div ref={place} role='img' aria-label={label} />
      {!drawn && problem === null && <span className='busy'>{texts.common.loading_part}</span>}
      <ProblemNote problem={problem} />
    </figure>
  )
}
