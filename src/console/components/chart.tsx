import { useEffect, useRef, useState } from 'react'
import { asProblem, type Problem } from '../client/problem.ts'
import { texts } from '../language/texts.ts'
import { ProblemNote } from './problem-note.tsx'

/** A Vega-Lite specification as a picture as wide as its place. What draws it is loaded with the first one. */
export function Chart ({ label, specification }: { label: string, specification: object }) {
  const container = useRef<HTMLDivElement>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    const element = container.current
    if (element === null) return
    let isUnmounted = false
    let remove = () => {}
    let drawnWidth = 0
    const draw = async () => {
      const width = element.clientWidth
      if (width === 0 || width === drawnWidth) return // in a tab that is not shown, or as it is already
      drawnWidth = width
      const { drawChart } = await import('./vega.ts')
      if (isUnmounted) return
      remove()
      const chart = drawChart(element, specification, width)
      remove = chart.remove
      await chart.drawn
      if (!isUnmounted) setDrawn(true)
    }
    const redraw = () => { draw().catch((error: unknown) => setProblem(asProblem(error))) }
    const redrawInNewColors = () => {
      drawnWidth = 0
      redraw()
    }
    const observer = new ResizeObserver(redraw) // it calls once at the beginning
    observer.observe(element)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', redrawInNewColors)
    return () => {
      isUnmounted = true
      observer.disconnect()
      dark.removeEventListener('change', redrawInNewColors)
      remove()
    }
  }, [specification])
  const isDrawing = !drawn && problem === null
  return (
    <figure className='chart' aria-busy={isDrawing}>
      <div ref={container} role='img' aria-label={label} />
      {isDrawing && <span className='busy'>{texts.common.loading_part}</span>}
      <ProblemNote problem={problem} />
    </figure>
  )
}
