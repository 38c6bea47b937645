import { retry } from '../../async/retry.ts'
import { lazyClient } from '../../aws/client.ts'
import { httpStatusOf } from '../../aws/errors.ts'
import { toMetadataValue, type ObjectStore } from './objects.ts'

export interface BucketSettings {
  bucket: string
  /** Sockets to the service at once. */
  sockets: number
}

const maxTries = 5
const requestTimeoutMs = 10_000
/** A conflict (409) is a race with another writer, which has not ended. The SDK does not try such a call again. */
const conflictRetry = {
  maxTries,
  firstPauseMs: 60,
  maxPauseMs: 1000,
  isRetryable: (error: unknown) => httpStatusOf(error) === 409
}

/**
 * The archive in an S3 bucket (Amazon S3 API reference: PutObject with If-None-Match). Its client is loaded with the
 * first call.
 */
export function createBucket ({ bucket: Bucket, sockets }: BucketSettings): ObjectStore {
  const agent = { maxSockets: sockets, keepAlive: true }
  const load = lazyClient(() => import('@aws-sdk/client-s3'), (sdk) => new sdk.S3Client({
    maxAttempts: maxTries,
    requestHandler: {
      requestTimeout: requestTimeoutMs, throwOnRequestTimeout: true, httpsAgent: agent, httpAgent: agent
    }
  }))
  return {
    kind: 's3',
    async create (key, body, labels, abortSignal) {
      const { sdk, client } = await load()
      const encode = ([name, text]: [string, string]): [string, string] => {
        return [name, encodeURIComponent(toMetadataValue(text))]
      }
      const object = {
        Bucket,
        Key: key,
        Body: body,
        ContentType: 'application/json',
        IfNoneMatch: '*',
        ServerSideEncryption: 'AES256',
        Metadata: Object.fromEntries(Object.entries(labels).map(encode))
      } as const
      const put = () => client.send(new sdk.PutObjectCommand(object), { abortSignal })
      try {
        await retry(put, { signal: abortSignal, ...conflictRetry })
        return 'created'
      } catch (error) {
        if (httpStatusOf(error) === 412) return 'exists'
        throw error
      }
    },
    eventOf: (key, abortSignal) => nullIfMissing(async () => {
      const { sdk, client } = await load()
      const { Metadata: metadata } = await client.send(new sdk.HeadObjectCommand({ Bucket, Key: key }), { abortSignal })
      return decodeURIComponent(metadata?.['event-id'] ?? '')
    }),
    read: (key, abortSignal) => nullIfMissing(async () => {
      const { sdk, client } = await load()
      const { Body: body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key: key }), { abortSignal })
      return await body?.transformToString('utf8') ?? ''
    }),
    async tenants (limit, abortSignal) {
      const { sdk, client } = await load()
      const folder = 'compras/'
      const found: string[] = []
      let token: string | undefined
      do {
        const page = await client.send(new sdk.ListObjectsV2Command({
          Bucket, Prefix: folder, Delimiter: '/', ...(token !== undefined && { ContinuationToken: token })
        }), { abortSignal })
        for (const { Prefix: prefix = '' } of page.CommonPrefixes ?? []) found.push(prefix.slice(folder.length, -1))
        token = page.NextContinuationToken
      } while (token !== undefined && found.length < limit)
      return found.slice(0, limit)
    },
    async probe (abortSignal) {
      const { sdk, client } = await load()
      return client.send(new sdk.ListObjectsV2Command({ Bucket, MaxKeys: 1 }), { abortSignal })
    },
    close: load.close
  }
}

async function nullIfMissing<T> (work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (httpStatusOf(error) === 404) return null
    throw error
  }
}
