import type { Import } from './imports.ts'

/** A file or folder directly under `src`, and where it stands in the house. */
export interface Room {
  name: string
  floor: number
  /** Rooms of one row that are joined by an arrow; a room may import those to the right of it. */
  row: string
  place: number
}

/** The rooms that a table of floors names: `| 3 | openapi/ → log/, pages/ | … |`. */
export function parseFloors (markdown: string): Room[] {
  return [...markdown.matchAll(/^\| (\d) \| ([^|]+) \|/gm)].flatMap(([, floor, cell = '']) => {
    return cell.replaceAll('`', '').split(',').flatMap((row) => {
      return row.split('→').map((name, place) => ({ name: name.trim(), floor: Number(floor), row, place }))
    })
  })
}

/** The room of `src` that a path stands in; undefined elsewhere. */
export function roomOf (path: string): string | undefined {
  const [, room] = /^src\/([^/]+\/?)/.exec(path) ?? []
  return room
}

/** Imports that run up: to a higher floor, or to a room of the same floor that does not stand to the right. */
export function findUpward (imports: readonly Import[], rooms: readonly Room[]): string[] {
  const byName = new Map(rooms.map((room) => [room.name, room]))
  return imports.filter(({ isPackage }) => !isPackage).flatMap(({ from, to }) => {
    const [here, there] = [byName.get(roomOf(from) ?? ''), byName.get(roomOf(to) ?? '')]
    if (here === undefined || there === undefined) return [`${from} → ${to} (a room that has no floor)`]
    const isDown = here === there || there.floor < here.floor ||
      (there.floor === here.floor && there.row === here.row && there.place > here.place)
    return isDown ? [] : [`${from} → ${to}`]
  })
}

/** Groups of names that import each other in a circle (Tarjan's strongly connected components of more than one). */
export function findCircles (arrows: readonly [from: string, to: string][]): string[][] {
  const targets = new Map<string, string[]>()
  for (const [from, to] of arrows) targets.set(from, [...targets.get(from) ?? [], to])
  const order = new Map<string, number>()
  const open: string[] = []
  const circles: string[][] = []
  const visit = (name: string): number => {
    order.set(name, order.size)
    let low = order.size - 1
    open.push(name)
    for (const next of targets.get(name) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low)
    }
    if (low === order.get(name)) {
      const circle = open.splice(open.indexOf(name))
      if (circle.length > 1) circles.push(circle.sort())
    }
    return low
  }
  for (const name of targets.keys()) if (!order.has(name)) visit(name)
  return circles
}
