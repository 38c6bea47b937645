import { setTimeout as sleep } from 'node:timers/promises'
import type { S3Client } from '@aws-sdk/client-s3'
import { labelOf, type Objects } from './objects.ts'

export interface BucketSettings {
  bucket: string
  /** Sockets to the service at once. */
  sockets: number
}

const attempts = 5
const requestTimeoutMs = 10_000
const firstPauseMs = 20

type Sdk = typeof import('@aws-sdk/client-s3')

/** The archive in an S3 bucket (Amazon S3 API reference: PutObject with If-None-Match). Its client is loaded with the first call. */
export function createBucket ({ bucket, sockets }: BucketSettings): Objects {
  let loaded: Promise<{ sdk: Sdk, client: S3Client }> | undefined
  const load = () => {
    loaded ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client: new sdk.S3Client({ maxAttempts: attempts, requestHandler: { requestTimeout: requestTimeoutMs, throwOnRequestTimeout: true, httpsAgent: { maxSockets: sockets, keepAlive: true }, httpAgent: { maxSockets: sockets, keepAlive: true } } })
    }))
    return loaded
  }
  return {
    kind: 's3',
    async create (key, body, labels, signal) {
      const { sdk, client } = await load()
      const Metadata = Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, encodeURIComponent(labelOf(value))]))
      // a conflict is a race with another writer, which has not ended (409); the SDK does not try that again
      for (let attempt = 1; ; attempt++) {
        try {
          await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json', IfNoneMatch: '*', ServerSideEncryption: 'AES256', Metadata }), { abortSignal: signal })
          return 'created'
        } catch (error) {
          const status = statusOf(error)
          if (status === 412) return 'exists'
          if (status !== 409 || attempt === attempts) throw error
          await sleep(firstPauseMs * 2 ** attempt * (0.5 + Math.random() / 2), undefined, { signal })
        }
      }
    },
    async eventOf (key, signal) {
      const { sdk, client } = await load()
      try {
        const { Metadata: metadata } = await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal })
        return decodeURIComponent(metadata?.['event-id'] ?? '')
      } catch (error) {
        if (statusOf(error) === 404) return null
        throw error
      }
    },
    async read (key, signal) {
      const { sdk, client } = await load()
      try {
        const { Body: body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal })
        return await body?.transformToString('utf8') ?? ''
      } catch (error) {
        if (statusOf(error) === 404) return null
        throw error
      }
    },
    async tenants (limit, signal) {
      const { sdk, client } = await load()
      const found: string[] = []
      let token: string | undefined
      do {
        const page = await client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: 'compras/', Delimiter: '/', ...(token !== undefined && { ContinuationToken: token }) }), { abortSignal: signal })
        for (const { Prefix: prefix = '' } of page.CommonPrefixes ?? []) found.push(prefix.slice('compras/'.length, -1))
        token = page.NextContinuationToken
      } while (token !== undefined && found.length < limit)
      return found.slice(0, limit)
    },
    async probe (signal) {
      const { sdk, client } = await load()
      return client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }), { abortSignal: signal })
    },
    close: () => { loaded?.then(({ client }) => client.destroy(), () => {}) }
  }
}

function statusOf (error: unknown): number | undefined {
  return error instanceof Error && '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined
}
