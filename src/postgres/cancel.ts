import { connect } from 'node:net'
import type { PoolClient } from 'pg'

/** What pg keeps of its server's greeting; its typings leave these out. */
interface BackendKey {
  host: string
  port: number
  processID: number | null
  secretKey: number | null
}

const cancelRequestCode = 80877102

/**
 * Asks the server to cancel what `client` is running (CancelRequest in the PostgreSQL protocol, "Canceling
 * Requests in Progress"). Resolves when the server has closed that second connection, by which time the
 * signal was sent: a later statement on the same client is not hit. It never throws; a request that could
 * not be delivered leaves the statement to its `statement_timeout`.
 */
export async function cancelStatement (client: PoolClient): Promise<void> {
  const { host, port, processID, secretKey } = client as unknown as BackendKey
  if (processID === null || secretKey === null) return
  const message = Buffer.alloc(16)
  message.writeInt32BE(16, 0)
  message.writeInt32BE(cancelRequestCode, 4)
  message.writeInt32BE(processID, 8)
  message.writeInt32BE(secretKey, 12)
  await new Promise<void>((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    socket.setTimeout(2000, () => socket.destroy())
    socket.once('error', () => socket.destroy())
    socket.once('close', () => resolve())
    socket.once('connect', () => socket.write(message))
    socket.resume()
  })
}
