import { useEffect, useRef, useState } from 'react'
import { addressOf, followAddress, tabOfAddress } from './address.ts'
import { AskTab } from './ask/ask-tab.tsx'
import { KeyInUse } from './client/key-in-use.ts'
import { Services } from './client/services.ts'
import { useHealth } from './client/use-health.ts'
import { keepFocus } from './keep-focus.ts'
import { KeyForm } from './key-form.tsx'
import { texts } from './language/texts.ts'
import { StatusLine } from './status-line.tsx'
import { TabPart } from './tab-part.tsx'

/** Each tab in a file of its own, but for the first one. */
const tabs = {
  ask: async () => ({ default: AskTab }),
  sales: () => import('./sales/sales-tab.tsx'),
  concerts: () => import('./concerts/concerts-tab.tsx'),
  'car-events': () => import('./car-events/car-events-tab.tsx'),
  purchases: () => import('./purchases/purchases-tab.tsx')
}
type Name = keyof typeof tabs
const names = Object.keys(tabs) as Name[]
const noServices = {}
/** After this the other tabs are fetched, so that they open though the service went away. */
const calmMs = 2000

/** The whole page. Each tab has an address of its own and stays as it was while another one is looked at. */
export function Page () {
  const current = useAddress()
  const [visited, setVisited] = useState<Name[]>([current])
  const [keys, setKeys] = useState(0)
  const health = useHealth()
  const main = useRef<HTMLElement>(null)
  useEffect(() => main.current === null ? undefined : keepFocus(main.current), [])
  const services = typeof health === 'string' ? noServices : health.services
  if (!visited.includes(current)) setVisited([...visited, current])
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of Object.values(tabs)) load().catch(() => {}) // told when it is looked at
    }, calmMs)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    document.title = `${texts.tabs[current]} · ${texts.title}`
    scrollTo(0, 0)
  }, [current])
  return (
    <>
      <a className='skip' href='#content' onClick={(event) => { event.preventDefault(); document.querySelector('main')?.focus() }}>{texts.skip}</a>
      <header>
        <h1><span aria-hidden='true' className='mark' />{texts.title}</h1>
        <nav aria-label={texts.title}>
          {names.map((name) => <a key={name} href={addressOf(name)} aria-current={name === current ? 'page' : undefined}>{texts.tabs[name]}</a>)}
        </nav>
        <KeyForm onChange={() => setKeys(keys + 1)} />
      </header>
      <main ref={main} id='content' tabIndex={-1}>
        <KeyInUse value={keys}>
          <Services value={services}>{visited.map((name) => <div key={name} hidden={name !== current}><TabPart load={tabs[name]} /></div>)}</Services>
        </KeyInUse>
      </main>
      <StatusLine health={health} />
    </>
  )
}

/** The tab that the address names, the first one where it names none. */
function useAddress (): Name {
  const [tab, setTab] = useState(tabOfAddress)
  useEffect(() => followAddress(setTab), [])
  return names.find((name) => name === tab) ?? 'ask'
}
