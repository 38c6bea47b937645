/** What was looked at in each tab when the address last named it. */
const kept = new Map<string, string>()

/** The tab that the address names. Behind it may stand what is looked at there: `#sales?department=Cortés`. */
export function tabOfAddress (): string {
  const [tab = '', ...query] = location.hash.slice(1).split('?')
  kept.set(tab, query.join('?'))
  return tab
}

/** What is looked at in `tab`, as the text of URLSearchParams. */
export function queryOfTab (tab: string): string {
  return kept.get(tab) ?? ''
}

export function addressOf (tab: string): string {
  const query = queryOfTab(tab)
  return query === '' ? `#${tab}` : `#${tab}?${query}`
}

/** Notes what is looked at in `tab`: going back undoes it, and a copy of the address leads there. */
export function noteQuery (tab: string, query: string): void {
  if (query === queryOfTab(tab)) return
  kept.set(tab, query)
  history.pushState(null, '', addressOf(tab))
}

/** Calls `follow` with the tab each time another address is gone to. Returns what ends it. */
export function followAddress (follow: (tab: string) => void): () => void {
  const changed = () => follow(tabOfAddress())
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
