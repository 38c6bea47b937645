import { Readable } from 'node:stream'
import type { PoolClient } from 'pg'
import { member } from '../../json/is-object.ts'

export interface ByteLimit {
  /** The database sent more than it may: the connection is broken. */
  readonly isExceeded: boolean
  /** Stops counting. */
  end (): void
}

/**
 * Counts what the database sends, and breaks the connection where it is more than `maxBytes`: one row alone can be, and
 * nothing above the socket sees a row before all of it has come.
 */
export function limitBytes (client: PoolClient, maxBytes: number): ByteLimit {
  const socket = socketOf(client)
  let bytes = 0
  let isExceeded = false
  const count = (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= maxBytes || isExceeded) return
    isExceeded = true
    socket.destroy()
  }
  socket.on('data', count)
  return {
    get isExceeded () { return isExceeded },
    end: () => { socket.removeListener('data', count) }
  }
}

/** pg's typings leave its connection out. */
function socketOf (client: PoolClient): Readable {
  const socket = member(member(client, 'connection'), 'stream')
  if (socket instanceof Readable) return socket
  throw new Error('pg does not keep its socket in client.connection.stream: the bytes of an answer cannot be limited')
}
