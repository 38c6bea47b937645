import { performance } from 'node:perf_hooks'

/*
 * Loaded into the server before it starts (`--import`): asked over IPC, it tells the longest time in ms that the event
 * loop stood still since it was asked last.
 */
let longest = 0
let last = performance.now()
setInterval(() => {
  const now = performance.now()
  longest = Math.max(longest, now - last - 1)
  last = now
}, 1).unref()

process.on('message', () => {
  process.send?.(longest)
  longest = 0
})
process.channel?.unref()
