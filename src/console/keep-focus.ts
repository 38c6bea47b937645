/**
 * Where what has the focus is taken away by an answer, the part of the page that it was in gets it: a person at the
 * keyboard goes on from there, not from the beginning. Returns what ends it.
 */
export function keepFocus (place: HTMLElement): () => void {
  let last: Element | null = null
  let around: HTMLElement[] = []
  const note = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return
    last = target
    around = []
    for (let part = target.closest<HTMLElement>('section, article, main'); part !== null; part = part.parentElement?.closest<HTMLElement>('section, article, main') ?? null) around.push(part)
  }
  const observer = new MutationObserver(() => {
    if (document.activeElement !== document.body || last === null || last.isConnected) return
    const part = around.find((one) => one.isConnected)
    if (part !== undefined) part.tabIndex = -1
    part?.focus({ preventScroll: true })
  })
  place.addEventListener('focusin', note)
  observer.observe(place, { childList: true, subtree: true })
  return () => {
    place.removeEventListener('focusin', note)
    observer.disconnect()
  }
}
