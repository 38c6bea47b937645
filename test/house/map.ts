/** What a map in a fenced block names, as paths: `  tickets/  venues/   what it is for` below `concerts/`. */
export function parseMap (map: string): string[] {
  const parents: { depth: number, path: string }[] = []
  return map.split('\n').flatMap((line) => {
    const depth = line.search(/\S/)
    const names = namesAt(line.trim())
    if (names.length === 0) return []
    while ((parents.at(-1)?.depth ?? -1) >= depth) parents.pop()
    const parent = parents.at(-1)?.path ?? ''
    const paths = names.map((name) => `${parent}${name}`)
    parents.push({ depth, path: paths.at(-1) ?? '' })
    return paths
  })
}

/** The names at the beginning of a line, which two spaces part: folders end in a slash, files have an ending. */
function namesAt (line: string): string[] {
  const words = line.split(/ {2,}/)
  const end = words.findIndex((word) => !/^[\w.-]+(\/|\.[a-z]+)$/.test(word))
  return end === -1 ? words : words.slice(0, end)
}

const roots = ['src', 'test', 'terraform', 'docs', '.github', '.ci']

/** Paths of the tree that a document names: in backticks, and as targets of its links (from the document's folder). */
export function pathsIn (markdown: string, folder: string): string[] {
  const prose = markdown.replaceAll(/^( *)```[^]*?^\1```$/gm, '')
  const named = [...prose.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name)
  const inTree = named.filter((name) => roots.includes(name.split('/', 1)[0] ?? '') && name.includes('/'))
  const targets = [...prose.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, target = '']) => target)
  const links = targets.map((target) => new URL(target, `file:///${folder}`).pathname.slice(1))
  return [...new Set([...inTree, ...links])]
}
