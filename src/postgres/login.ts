import type { ClientConfig } from 'pg'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import { memoizeAsync } from '../async/memoize.ts'
import { readSecret } from '../aws/secrets.ts'
import type { DatabaseSettings, Tls } from '../config/databases.ts'
import { serviceUnavailable } from '../errors.ts'

/** The form in which RDS keeps a login in Secrets Manager. */
const rdsSecret = Type.Object({
  username: Type.String(),
  password: Type.String(),
  host: Type.Optional(Type.String()),
  port: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
  dbname: Type.Optional(Type.String())
})

const secretLifeMs = 5 * 60_000

export interface Login {
  /** Address and login as pg takes them; the password is a function where it can change. */
  clientConfig (): Promise<ClientConfig>
  /** Forgets what was fetched, after the server refused it; false where nothing was fetched. */
  forget (): boolean
}

/**
 * How to log in to one database: a password, a Secrets Manager secret (fetched anew when it was rotated) or an RDS IAM
 * token. `clientConfig` throws `service_unavailable` where a secret cannot be read.
 */
export function createLogin (settings: DatabaseSettings): Login {
  if (settings.iamAuth) return tokenLogin(settings)
  return settings.secretArn === null ? passwordLogin(settings) : secretLogin(settings, settings.secretArn)
}

function passwordLogin (settings: DatabaseSettings): Login {
  const config = { ...addressOf(settings), password: settings.password ?? '' }
  return { clientConfig: async () => config, forget: () => false }
}

function tokenLogin (settings: DatabaseSettings): Login {
  const address = addressOf(settings)
  const password = async () => {
    const { Signer } = await import('@aws-sdk/rds-signer')
    const signer = new Signer({
      hostname: address.host,
      port: address.port,
      username: address.user,
      ...(settings.region !== null && { region: settings.region })
    })
    return signer.getAuthToken() // it is signed on this machine and lives 15 minutes: each new connection gets its own
  }
  return { clientConfig: async () => ({ ...address, password }), forget: () => false }
}

function secretLogin (settings: DatabaseSettings, arn: string): Login {
  const currentSecret = memoizeAsync(() => fetchSecret(arn, settings.region), secretLifeMs)
  return {
    clientConfig: async () => {
      const secret = await currentSecret()
      const address = addressOf({
        ...settings,
        host: settings.host ?? secret.host ?? null,
        port: settings.host === null ? Number(secret.port ?? 5432) : settings.port,
        database: settings.database ?? secret.dbname ?? null,
        user: secret.username
      })
      return { ...address, password: async () => (await currentSecret()).password }
    },
    forget: currentSecret.forget
  }
}

async function fetchSecret (arn: string, region: string | null) {
  try {
    return Parse(rdsSecret, JSON.parse(await readSecret(arn, region)))
  } catch (error) {
    throw serviceUnavailable('The login of the database could not be fetched from Secrets Manager.', error)
  }
}

function addressOf (settings: DatabaseSettings) {
  const host = settings.host ?? 'localhost'
  return {
    host,
    port: settings.port,
    database: settings.database ?? 'postgres',
    user: settings.user ?? 'postgres',
    ssl: tlsOptions(settings.tls ?? (isLoopback(host) ? 'disable' : 'require'))
  }
}

function tlsOptions (tls: Tls) {
  return tls === 'disable' ? false : { rejectUnauthorized: tls === 'verify-full' }
}

function isLoopback (host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.') || host.startsWith('/')
}
