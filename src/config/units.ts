/** Milliseconds of "5s", "500 ms", "1 min"; a bare number is seconds. */
export function parseDuration (text: string): number {
  let unit = 1000
  if (/ms$/.test(text)) unit = 1
  if (/min$/.test(text)) unit = 60_000
  return Math.max(1, Math.round(Number.parseFloat(text) * unit))
}

/** Bytes of "5 MB", "500kb"; a bare number is bytes. */
export function parseBytes (text: string): number {
  let unit = 1
  if (/k/i.test(text)) unit = 1000
  if (/m/i.test(text)) unit = 1_000_000
  return Math.max(1, Math.round(Number.parseFloat(text) * unit))
}

/**
 * The items of a variable's list between commas, without spaces around them and without empty ones; null where it is
 * not set. A list that is set and has no item (such as `,`) is noted in `problems`: no items may well mean all.
 */
export function readList (name: string, list: string | undefined, problems: string[]): string[] | null {
  if (list === undefined) return null
  const items = list.split(',').map((item) => item.trim()).filter((item) => item !== '')
  if (items.length === 0) problems.push(`${name} must have at least one item, or not be set`)
  return items
}
