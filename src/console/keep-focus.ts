const containers = 'section, article, main'

/**
 * Where what has the focus is taken away by an answer, the part of the page that it was in gets it: a person at the
 * keyboard goes on from there, not from the beginning. Returns what ends it.
 */
export function keepFocus (root: HTMLElement): () => void {
  let last: Element | null = null
  let ancestors: HTMLElement[] = []
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return
    last = target
    ancestors = containersOf(target)
  }
  const observer = new MutationObserver(() => {
    if (document.activeElement !== document.body || last === null || last.isConnected) return
    const container = ancestors.find((one) => one.isConnected)
    if (container !== undefined) container.tabIndex = -1
    container?.focus({ preventScroll: true })
  })
  root.addEventListener('focusin', onFocusIn)
  observer.observe(root, { childList: true, subtree: true })
  return () => {
    root.removeEventListener('focusin', onFocusIn)
    observer.disconnect()
  }
}

/** The parts of the page that an element is in, the innermost first. */
function containersOf (element: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = []
  let container = element.closest<HTMLElement>(containers)
  while (container !== null) {
    found.push(container)
    container = container.parentElement?.closest<HTMLElement>(containers) ?? null
  }
  return found
}
