import type { Health } from './client/use-health.ts'
import { texts } from './language/texts.ts'

/** How the service is, and which of its parts are configured. */
export function StatusLine ({ health }: { health: Health | 'asking' | 'unreachable' }) {
  if (typeof health === 'string') return <footer><p role='status' className={health}>{texts.status[health]}</p></footer>
  return (
    <footer>
      <p role='status' className='healthy'>{texts.status.healthy}, {texts.status.version} {health.version}</p>
      <ul>{Object.entries(health.services).map(([name, state]) => <li key={name} className={String(state)}>{name.replaceAll('_', ' ')}: {stateOf(String(state))}</li>)}</ul>
      <a href='docs/'>{texts.status.api}</a>
    </footer>
  )
}

function stateOf (state: string): string {
  return state === 'configured' || state === 'not_configured' || state === 'embedded' ? texts.status[state] : state
}
