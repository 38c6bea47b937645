import { connect } from 'node:net'
import type { PoolClient } from 'pg'

/** What pg keeps of its server's greeting; its typings leave these out. */
interface BackendKey {
  host: string
  port: number
  processID: number
  secretKey: number
}

const cancelRequestCode = 80877102
const cancelTimeoutMs = 2000

/**
 * Asks the server to cancel what `client` is running (CancelRequest in the PostgreSQL protocol, "Canceling
 * Requests in Progress"). Resolves when the server has closed that second connection, by which time the
 * signal was sent: a later statement on the same client is not hit. It never throws; a request that could
 * not be delivered leaves the statement to its `statement_timeout`.
 */
export async function cancelStatement (client: PoolClient): Promise<void> {
  if (!hasBackendKey(client)) return
  const { host, port, processID, secretKey } = client
  const message = Buffer.alloc(16)
  message.writeInt32BE(16, 0)
  message.writeInt32BE(cancelRequestCode, 4)
  message.writeInt32BE(processID, 8)
  message.writeInt32BE(secretKey, 12)
  await new Promise<void>((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    socket.setTimeout(cancelTimeoutMs, () => socket.destroy())
    socket.once('error', () => socket.destroy())
    socket.once('close', () => resolve())
    socket.once('connect', () => socket.write(message))
    socket.resume()
  })
}

/** Whether the server has named the session: pg's members are null before that. */
function hasBackendKey (client: object): client is BackendKey {
  return 'processID' in client && typeof client.processID === 'number' &&
    'secretKey' in client && typeof client.secretKey === 'number'
}

/**
 * Runs `run`, and cancels in the database what `client` is running when the signal aborts; the connection is idle
 * again when this settles. Throws the signal's reason, or what `run` throws.
 */
export async function runCancellable<T> (
  client: PoolClient, signal: AbortSignal | undefined, run: () => Promise<T>
): Promise<T> {
  if (signal === undefined) return run()
  signal.throwIfAborted()
  let cancelling: Promise<void> | undefined
  const cancel = () => { cancelling = cancelStatement(client) }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await run()
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
    await cancelling
  }
}
