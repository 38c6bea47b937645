import { memoizeAsync } from '../async/memoize.ts'

/** A client of the SDK that is loaded and made with the first call; the adapter that has it closes it. */
export interface LazyClient<Sdk, Client> {
  (): Promise<{ sdk: Sdk, client: Client }>
  /** Closes the client's connections, where it was ever made. */
  close (): Promise<void>
}

/**
 * A client that is made when it is first needed, so that a start that calls no service loads no SDK:
 * `lazyClient(() => import('@aws-sdk/client-s3'), (sdk) => new sdk.S3Client({}))`.
 */
export function lazyClient<Sdk, Client extends { destroy (): void }> (
  load: () => Promise<Sdk>, create: (sdk: Sdk) => Client
): LazyClient<Sdk, Client> {
  const get = memoizeAsync(async () => {
    const sdk = await load()
    return { sdk, client: create(sdk) }
  })
  const close = async () => {
    const made = await get.loaded()?.catch(() => null) // what could not be loaded has nothing to close
    made?.client.destroy()
  }
  return Object.assign(() => get(), { close })
}
