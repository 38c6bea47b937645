import type { Health } from './client/use-health.ts'
import { texts } from './language/texts.ts'

/** How the service is, and which of its parts are configured. */
export function StatusLine ({ health }: { health: Health | 'asking' | 'unreachable' }) {
  const { status: labels } = texts
  if (typeof health === 'string') return <footer><p role='status' className={health}>{labels[health]}</p></footer>
  return (
    <footer>
      <p role='status' className='healthy'>{labels.healthy}, {labels.version} {health.version}</p>
      <ul>
        {Object.entries(health.services).map(([name, state]) => (
          <li key={name} className={String(state)}>{name.replaceAll('_', ' ')}: {formatState(String(state))}</li>
        ))}
      </ul>
      <a href='docs/'>{labels.api}</a>
    </footer>
  )
}

function formatState (state: string): string {
  const isKnown = state === 'configured' || state === 'not_configured' || state === 'embedded'
  return isKnown ? texts.status[state] : state
}
