/** The query of each tab when the address last named it. */
const lastQueries = new Map<string, string>()

/** The tab that the address names. Behind it may stand what is looked at there: `#sales?department=Cortés`. */
export function currentTab (): string {
  const [tab = '', ...query] = location.hash.slice(1).split('?')
  lastQueries.set(tab, query.join('?'))
  return tab
}

/** What is looked at in `tab`, as the text of URLSearchParams. */
export function tabQuery (tab: string): string {
  return lastQueries.get(tab) ?? ''
}

export function tabHref (tab: string): string {
  const query = tabQuery(tab)
  return query === '' ? `#${tab}` : `#${tab}?${query}`
}

/** Notes what is looked at in `tab`: going back undoes it, and a copy of the address leads there. */
export function pushTabQuery (tab: string, query: string): void {
  if (query === tabQuery(tab)) return
  lastQueries.set(tab, query)
  history.pushState(null, '', tabHref(tab))
}

/** Calls `follow` with the tab each time another address is gone to. Returns what ends it. */
export function onNavigation (follow: (tab: string) => void): () => void {
  const onHashChange = () => follow(currentTab())
  addEventListener('hashchange', onHashChange)
  return () => removeEventListener('hashchange', onHashChange)
}
