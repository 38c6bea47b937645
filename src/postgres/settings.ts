import { parse } from 'pg-connection-string'
import type { Environment } from '../environment.ts'

export type Tls = 'disable' | 'require' | 'verify-full'

/** How one PostgreSQL database is reached and logged in to, and how its sessions behave. */
export interface DatabaseSettings {
  name: string
  host: string | null
  port: number
  database: string | null
  user: string | null
  password: string | null
  /** Secrets Manager secret (the RDS form: username, password and perhaps host, port, dbname). */
  secretArn: string | null
  /** Log in with an RDS IAM token in place of a password. */
  iamAuth: boolean
  region: string | null
  /** null: by the host, once it is known: `disable` to a loopback address, else `require`. */
  tls: Tls | null
  poolMax: number
  statementTimeoutMs: number
  readOnly: boolean
  /** The command that brings the tables, for the error that says they are missing. */
  createTables: string
}

type Address = Pick<DatabaseSettings, 'host' | 'port' | 'database' | 'user' | 'password' | 'tls'>

export type DatabaseName = 'sales' | 'events' | 'warehouse' | 'ask'

/** The role that /ask logs in as, where it is given none of its own: it may read and nothing besides. */
export const readerRole = 'atalaya_reader'

/**
 * The settings of the database behind `name`, or null where none is configured; that of the warehouse's stand-in is
 * DATABASE_URL's, and there is none in Lambda. Throws an Error that names the wrong variable.
 */
export function databaseSettings (name: DatabaseName, variables: Environment): DatabaseSettings | null {
  const shared = urlAddress('DATABASE_URL', variables.DATABASE_URL)
  const inLambda = variables.AWS_LAMBDA_FUNCTION_NAME !== undefined
  const address = name === 'ask'
    ? askAddress(variables)
    : name === 'warehouse' ? (inLambda ? null : shared) : ownAddress(name, variables) ?? shared ?? secretAddress(variables)
  if (address === null) return null
  if (variables.DB_IAM_AUTH === true && address.password !== null) {
    throw new Error(`DB_IAM_AUTH and a password are both set for the ${name} database: keep one of them`)
  }
  return {
    name,
    ...address,
    secretArn: address.password === null ? variables.DB_SECRET_ARN ?? null : null,
    iamAuth: variables.DB_IAM_AUTH === true,
    region: variables.AWS_REGION ?? null,
    tls: variables.DB_SSL ?? address.tls,
    poolMax: variables.DB_POOL_MAX ?? (inLambda ? 2 : 10),
    statementTimeoutMs: variables.DB_STATEMENT_TIMEOUT * 1000,
    readOnly: name !== 'events',
    createTables: name === 'events' ? 'npm run migrate' : 'npm run migrate -- --demo'
  }
}

/** /ask's own database, as it is; else the shared one, as the reader's role where that has a password. */
function askAddress (variables: Environment): Address | null {
  const own = urlAddress('ASK_DATABASE_URL', variables.ASK_DATABASE_URL)
  const shared = urlAddress('DATABASE_URL', variables.DATABASE_URL)
  if (own !== null || shared === null) return own ?? ownAddress('sales', variables) ?? secretAddress(variables)
  return variables.ASK_READER_PASSWORD === undefined ? shared : { ...shared, user: readerRole, password: variables.ASK_READER_PASSWORD }
}

/** The login that makes the reader's role in the database that /ask reads; null where that is used as it is. */
export function askOwner (variables: Environment): DatabaseSettings | null {
  if (variables.ASK_DATABASE_URL !== undefined || variables.ASK_READER_PASSWORD === undefined) return null
  const { ASK_READER_PASSWORD: _none, ...others } = variables
  const settings = databaseSettings('ask', others)
  return settings === null ? null : { ...settings, readOnly: false }
}

function ownAddress (name: 'sales' | 'events', variables: Environment): Address | null {
  const own = name === 'sales'
    ? { host: variables.DB_HOST, port: variables.DB_PORT, database: variables.DB_DATABASE, user: variables.DB_USERNAME, password: variables.DB_PASSWORD }
    : { host: variables.AURORA_ENDPOINT, port: 5432, database: variables.DATABASE_NAME, user: variables.DATABASE_USER, password: variables.DATABASE_PASSWORD }
  if (own.host === undefined) return null
  const [host = '', port = String(own.port)] = own.host.split(/:(?=\d+$)/)
  return { host, port: Number(port), database: own.database ?? null, user: own.user ?? null, password: own.password ?? null, tls: null }
}

function urlAddress (variable: string, url: string | undefined): Address | null {
  if (url === undefined) return null
  const parts = parseUrl(variable, url)
  return {
    host: parts.host ?? null,
    port: parts.port === undefined || parts.port === null || parts.port === '' ? 5432 : Number(parts.port),
    database: parts.database ?? null,
    user: parts.user || null,
    password: parts.password || null,
    tls: tlsOf(variable, /[?&]sslmode=([^&]*)/.exec(url)?.[1])
  }
}

/** A secret of RDS's own form names the host and the database too. */
function secretAddress (variables: Environment): Address | null {
  if (variables.DB_SECRET_ARN === undefined) return null
  return { host: null, port: 5432, database: null, user: null, password: null, tls: null }
}

function parseUrl (variable: string, url: string) {
  const shape = `${variable} must look like postgres://user:password@host:5432/database`
  if (!/^postgres(ql)?:\/\//.test(url)) throw new Error(shape)
  try {
    decodeURIComponent(url)
    return parse(url.replace(/([?&])sslmode=[^&]*&?/, '$1'))
  } catch {
    throw new Error(shape) // the parser's own message would repeat the password
  }
}

function tlsOf (variable: string, sslmode: string | undefined): Tls | null {
  switch (sslmode) {
    case undefined: return null
    case 'disable': return 'disable'
    case 'allow': case 'prefer': case 'require': case 'no-verify': return 'require'
    case 'verify-ca': case 'verify-full': return 'verify-full'
    default: throw new Error(`${variable} has an sslmode that is not known: use disable, require or verify-full`)
  }
}
