import { Error as onlyErrors, parse, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { compile, type TopLevelSpec } from 'vega-lite'
import { vegaLocale } from './vega-locale.ts'

export interface DrawnChart {
  drawn: Promise<unknown>
  /** Ends it, also while it is being drawn. */
  remove: () => void
}

const height = 260
const categoryColors = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5', '--chart-6']

/**
 * Draws a Vega-Lite specification into `element`, `width` pixels wide, in the page's own colours. Its expressions are
 * interpreted, since the page's policy lets nothing turn text into code.
 */
export function drawChart (element: HTMLElement, specification: object, width: number): DrawnChart {
  const autosize = { type: 'fit', contains: 'padding' }
  // Vega-Lite itself judges what the service sent
  const whole = { width, height, autosize, ...specification, config: configuration(element) } as TopLevelSpec
  const { spec } = compile(whole)
  const view = new View(parse(spec, undefined, { ast: true }), {
    expr: expressionInterpreter, renderer: 'svg', container: element, logLevel: onlyErrors
  })
  return { drawn: view.runAsync(), remove: () => { view.finalize() } }
}

function configuration (element: HTMLElement) {
  const style = getComputedStyle(element)
  const property = (name: string) => style.getPropertyValue(name).trim()
  const [text, line, mark] = [property('--text'), property('--line'), property('--accent')]
  return {
    background: 'transparent',
    font: style.fontFamily,
    locale: vegaLocale,
    view: { stroke: null },
    mark: { color: mark },
    axis: {
      labelColor: text,
      titleColor: text,
      gridColor: line,
      domainColor: line,
      tickColor: line,
      titleFontWeight: 'normal'
    },
    axisXDiscrete: { labelAngle: -25 },
    legend: { labelColor: text, titleColor: text },
    range: { category: categoryColors.map(property) }
  }
}
