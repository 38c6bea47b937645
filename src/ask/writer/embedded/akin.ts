const sounds: [string | RegExp, string][] = [['ph', 'f'], ['th', 't'], ['ch', 'c'], ['qu', 'c'], [/k/g, 'c'], [/y/g, 'i'], [/z/g, 'c'], [/([a-z])\1/g, '$1']]

/** A word as it would sound in either language: `technology` and `tecnología` begin alike. */
export function soundOf (word: string): string {
  return sounds.reduce((text, [from, to]) => text.replaceAll(typeof from === 'string' ? from : from, to), word)
}

/** Whether two words, as they sound, begin alike for most of the shorter: `subtitled`, `subtitulada`; `máquina`, `maquinaria`. */
export function isAkin (a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  if (shorter < 5) return false
  let common = 0
  while (common < shorter && a[common] === b[common]) common++
  return common >= Math.max(5, Math.ceil(0.65 * shorter))
}
