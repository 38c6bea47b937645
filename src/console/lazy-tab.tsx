import { Component, useEffect, type ComponentType, type ReactNode } from 'react'
import { asProblem, Problem } from './client/problem.ts'
import { useRequest } from './client/use-request.ts'
import { ProblemNote } from './components/problem-note.tsx'
import { texts } from './language/texts.ts'

export type LoadTab = () => Promise<{ default: ComponentType }>

async function loadTab (load: LoadTab) {
  const { default: Tab } = await load().catch((error: unknown) => {
    throw new Problem({ error: 'unreachable', message: String(error), status: 0 })
  })
  return { Tab }
}

/** A tab, loaded when it is shown; where that fails, or the tab itself does, the rest of the page goes on. */
export function LazyTab ({ load }: { load: LoadTab }) {
  const [{ value, problem }, start] = useRequest(loadTab)
  useEffect(() => start(load), [start, load])
  if (problem !== null) {
    // a module that could not be fetched is not fetched again before the page is (HTML, module map)
    return (
      <>
        <ProblemNote problem={problem} />
        <div><button type='button' onClick={() => location.reload()}>{texts.common.again}</button></div>
      </>
    )
  }
  if (value === null) return <p className='busy' role='status'>{texts.common.loading_part}</p>
  return <ErrorBoundary><value.Tab /></ErrorBoundary>
}

/** Shows an error of the page itself in place of the part that it is in. */
class ErrorBoundary extends Component<{ children: ReactNode }, { problem: Problem | null }> {
  override state: { problem: Problem | null } = { problem: null }

  static getDerivedStateFromError (error: unknown) {
    return { problem: asProblem(error) }
  }

  override render () {
    return this.state.problem === null ? this.props.children : <ProblemNote problem={this.state.problem} />
  }
}
