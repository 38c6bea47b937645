import { useEffect, useRef, useState, type MouseEvent } from 'react'
import { AskTab } from './ask/ask-tab.tsx'
import { CredentialVersion } from './client/credential-version.ts'
import { KeyInput } from './client/key-input.ts'
import { Services } from './client/services.ts'
import { useHealth } from './client/use-health.ts'
import { currentTab, onNavigation, tabHref } from './hash-route.ts'
import { keepFocus } from './keep-focus.ts'
import { KeyForm } from './key-form.tsx'
import { texts } from './language/texts.ts'
import { LazyTab, type LoadTab } from './lazy-tab.tsx'
import { StatusLine } from './status-line.tsx'

const tabNames = ['ask', 'sales', 'concerts', 'car-events', 'purchases'] as const
type TabName = typeof tabNames[number]

/** Each tab in a file of its own, but for the first one. */
const tabs: Record<TabName, LoadTab> = {
  ask: async () => ({ default: AskTab }),
  sales: () => import('./sales/sales-tab.tsx'),
  concerts: () => import('./concerts/concerts-tab.tsx'),
  'car-events': () => import('./car-events/car-events-tab.tsx'),
  purchases: () => import('./purchases/purchases-tab.tsx')
}
const noServices = {}
/** After this the other tabs are fetched, so that they open though the service went away. */
const prefetchDelayMs = 2000

/** The whole page. Each tab has an address of its own and stays as it was while another one is looked at. */
export function Page () {
  const current = useCurrentTab()
  const [visited, setVisited] = useState<TabName[]>([current])
  const [credentialVersion, setCredentialVersion] = useState(0)
  const health = useHealth()
  const main = useRef<HTMLElement>(null)
  const keyInput = useRef<HTMLInputElement>(null)
  useEffect(() => main.current === null ? undefined : keepFocus(main.current), [])
  const services = typeof health === 'string' ? noServices : health.services
  if (!visited.includes(current)) setVisited([...visited, current])
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of Object.values(tabs)) load().catch(() => {}) // the page says so when the tab is looked at
    }, prefetchDelayMs)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    document.title = `${texts.tabs[current]} · ${texts.title}`
    scrollTo(0, 0)
  }, [current])
  const skipToContent = (event: MouseEvent) => {
    event.preventDefault()
    main.current?.focus()
  }
  return (
    <>
      <a className='skip' href='#content' onClick={skipToContent}>{texts.skip}</a>
      <header>
        <h1><span aria-hidden='true' className='mark' />{texts.title}</h1>
        <nav aria-label={texts.title}>
          {tabNames.map((name) => (
            <a key={name} href={tabHref(name)} aria-current={name === current ? 'page' : undefined}>
              {texts.tabs[name]}
            </a>
          ))}
        </nav>
        <KeyForm inputRef={keyInput} onChange={() => setCredentialVersion(credentialVersion + 1)} />
      </header>
      <main ref={main} id='content' tabIndex={-1}>
        <KeyInput value={keyInput}>
          <CredentialVersion value={credentialVersion}>
            <Services value={services}>
              {visited.map((name) => <div key={name} hidden={name !== current}><LazyTab load={tabs[name]} /></div>)}
            </Services>
          </CredentialVersion>
        </KeyInput>
      </main>
      <StatusLine health={health} />
    </>
  )
}

/** The tab that the address names, the first one where it names none. */
function useCurrentTab (): TabName {
  const [tab, setTab] = useState(currentTab)
  useEffect(() => onNavigation(setTab), [])
  return tabNames.find((name) => name === tab) ?? 'ask'
}
