/** Writes values into the fields inside `container`, by their names; what a person typed into others stays. */
export function setFields (container: HTMLElement, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const input = container.querySelector(`[name="${name}"]`)
    if (input instanceof HTMLInputElement) input.value = value
  }
}

/** The fields of a form that were filled in, by their names, without the blanks around them. */
export function readForm (form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim() !== '') values[name] = value.trim()
  }
  return values
}
