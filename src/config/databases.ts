import { parse } from 'pg-connection-string'
import type { Environment } from './environment.ts'

export type Tls = 'disable' | 'require' | 'verify-full'

const defaultPort = 5432

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

export const databaseNames = ['sales', 'events', 'warehouse', 'ask'] as const

export type DatabaseName = typeof databaseNames[number]

/** The role that /ask logs in as, where it is given none of its own: it may read and nothing besides. */
export const readerRole = 'atalaya_reader'

/** What is needed to make that role. */
export interface ReaderLogin {
  /** A login that may make roles. */
  owner: DatabaseSettings
  password: string
  /** What the role may read; null: the schemas of the product's tables and the demo's. */
  schemas: readonly string[] | null
}

/**
 * The settings of the database behind `name`, or null where none is configured. Throws an Error that names the wrong
 * variable.
 */
export function databaseSettings (name: DatabaseName, variables: Environment): DatabaseSettings | null {
  const inLambda = variables.AWS_LAMBDA_FUNCTION_NAME !== undefined
  const address = addressOf(name, variables)
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

function addressOf (name: DatabaseName, variables: Environment): Address | null {
  if (name === 'ask') return askAddress(variables)
  if (name === 'warehouse') return warehouseAddress(variables)
  return ownAddress(name, variables) ?? sharedAddress(variables) ?? secretAddress(variables)
}

function sharedAddress (variables: Environment): Address | null {
  return urlAddress('DATABASE_URL', variables.DATABASE_URL)
}

/** The embedded warehouse's: it has no variables of its own, and is not there in Lambda. */
function warehouseAddress (variables: Environment): Address | null {
  const shared = sharedAddress(variables)
  return variables.AWS_LAMBDA_FUNCTION_NAME === undefined ? shared : null
}

/** /ask's own database, as it is; else the shared one, as the reader's role where that has a password. */
function askAddress (variables: Environment): Address | null {
  const own = urlAddress('ASK_DATABASE_URL', variables.ASK_DATABASE_URL)
  const shared = sharedAddress(variables)
  if (own !== null || shared === null) return own ?? ownAddress('sales', variables) ?? secretAddress(variables)
  const password = variables.ASK_READER_PASSWORD
  return password === undefined ? shared : { ...shared, user: readerRole, password }
}

/** What makes the reader's role in the database that /ask reads; null where that is used as it is. */
export function readerLogin (variables: Environment, schemas: readonly string[] | null): ReaderLogin | null {
  const { ASK_READER_PASSWORD: password, ...others } = variables
  if (variables.ASK_DATABASE_URL !== undefined || password === undefined) return null
  const settings = databaseSettings('ask', others)
  return settings === null ? null : { owner: { ...settings, readOnly: false }, password, schemas }
}

/** The address that the variables of one database give; a port may follow the host. */
function ownAddress (name: 'sales' | 'events', variables: Environment): Address | null {
  const own = name === 'sales' ? salesVariables(variables) : eventsVariables(variables)
  if (own.host === undefined) return null
  const [host = '', port = String(own.port)] = own.host.split(/:(?=\d+$)/)
  const { database = null, user = null, password = null } = own
  return { host, port: Number(port), database, user, password, tls: null }
}

function salesVariables (variables: Environment) {
  const { DB_HOST: host, DB_PORT: port, DB_DATABASE: database, DB_USERNAME: user, DB_PASSWORD: password } = variables
  return { host, port, database, user, password }
}

function eventsVariables (variables: Environment) {
  const {
    AURORA_ENDPOINT: host, DATABASE_NAME: database, DATABASE_USER: user, DATABASE_PASSWORD: password
  } = variables
  return { host, port: defaultPort, database, user, password }
}

function urlAddress (variable: string, url: string | undefined): Address | null {
  if (url === undefined) return null
  const parts = parseUrl(variable, url)
  return {
    host: parts.host ?? null,
    port: parts.port ? Number(parts.port) : defaultPort,
    database: parts.database ?? null,
    user: parts.user || null,
    password: parts.password || null,
    tls: tlsOf(variable, /[?&]sslmode=([^&]*)/.exec(url)?.[1])
  }
}

/** A secret of RDS's own form names the host and the database too. */
function secretAddress (variables: Environment): Address | null {
  if (variables.DB_SECRET_ARN === undefined) return null
  return { host: null, port: defaultPort, database: null, user: null, password: null, tls: null }
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
