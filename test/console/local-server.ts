import type { Server } from 'node:http'
import type { Test } from 'tap'

/** The origin of the server, listening on a free port of this machine until the test ends. */
export async function listenLocally (t: Test, server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}`
}
