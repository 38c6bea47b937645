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
    let widthDrawn = 0
    const draw = async () => {
      const width = element.clientWidth
      if (width === 0 || width === widthDrawn) return // in a tab that is not shown, or as it is already
      widthDrawn = width
      const { drawChart } = await import('./vega.ts')
      if (isGone) return
      erase()
      const chart = drawChart(element, specification, width)
      erase = chart.erase
      await chart.drawn
      if (!isGone) setDrawn(true)
    }
    const redraw = () => { draw().catch((error: unknown) => setProblem(asProblem(error))) }
    const recolour = () => {
      widthDrawn = 0
      redraw()
    }
    const observer = new ResizeObserver(redraw) // it calls once at the beginning
    observer.observe(element)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', recolour)
    return () => {
      isGone = true
      observer.disconnect()
      dark.removeEventListener('change', recolour)
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
