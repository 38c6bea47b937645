import { Server as HttpServer } from 'node:http'
import type { Server } from 'node:net'
import type { Test } from 'tap'

/** Lets a stand-in listen on this machine until the test ends; 0: on any free port. Its address. */
export async function listenLocally (t: Pick<Test, 'teardown'>, server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    if (server instanceof HttpServer) server.closeAllConnections()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port')
  return `http://127.0.0.1:${address.port}`
}
