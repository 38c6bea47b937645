import { Component, useEffect, type ComponentType, type ReactNode } from 'react'
import { Problem } from './client/problem.ts'
import { asProblem, useRequest } from './client/use-request.ts'
import { texts } from './language/texts.ts'
import { ProblemNote } from './parts/problem-note.tsx'

type Load = () => Promise<{ default: ComponentType }>

async function loaded (load: Load) {
  const { default: Tab } = await load().catch((error: unknown) => {
    throw new Problem({ error: 'unreachable', message: String(error), status: 0 })
  })
  return { Tab }
}

/** A tab, loaded when it is shown; where that fails, or the tab itself does, the rest of the page goes on. */
export function TabPart ({ load }: { load: Load }) {
  const [{ value, problem }, start] = useRequest(loaded)
  useEffect(() => start(load), [start, load])
  if (problem !== null) { // a module that could not be fetched is not fetched again before the page is (HTML, module map)
    return (
      <>
        <ProblemNote problem={problem} />
        <div><button type='button' onClick={() => location.reload()}>{texts.common.again}</button></div>
      </>
    )
  }
  if (value === null) return <p className='busy' role='status'>{texts.common.loading_part}</p>
  return <Boundary><value.Tab /></Boundary>
}

/** Shows an error of the page itself in place of the part that it is in. */
class Boundary extends Component<{ children: ReactNode }, { problem: Problem | null }> {
  override state: { problem: Problem | null } = { problem: null }

  static getDerivedStateFromError (error: unknown) {
    return { problem: asProblem(error) }
  }

  override render () {
    return this.state.problem === null ? this.props.children : <ProblemNote problem={this.state.problem} />
  }
}
