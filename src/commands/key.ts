import { createHash, randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { scopes as allScopes, type ApiKey, type Scope } from '../config/api-keys.ts'
import { ConfigError } from '../config/config.ts'
import { runCommand } from './run-command.ts'

const usage = 'Usage: npm run key -- <name> [--scopes sales:read,ask:run] [--tenant <tenant>]'
const keyBytes = 32

/**
 * `npm run key -- <name> [--scopes a,b] [--tenant t]`: makes a key for a caller and prints it, this once, with the line
 * by which the service knows it. Without scopes the caller may do everything; with a tenant it sees that one's
 * purchases only.
 */
runCommand(async () => {
  const { positionals: [name, ...others], values: { scopes, tenant } } = readArguments()
  if (name === undefined || name === '' || others.length > 0) throw new ConfigError([usage])
  if (tenant === '') throw new ConfigError(['--tenant has no name'])
  const key = randomBytes(keyBytes).toString('base64url')
  const entry: ApiKey = {
    name,
    sha256: createHash('sha256').update(key).digest('hex'),
    ...(scopes !== undefined && { scopes: parseScopes(scopes) }),
    ...(tenant !== undefined && { tenant })
  }
  process.stdout.write(`The key of ${name}, which is shown this once and sent as x-api-key:

  ${key}

The service takes it with AUTH=api-key and this line, whose list may hold several keys:

${variableLine([entry])}
`)
})

function readArguments () {
  try {
    return parseArgs({ allowPositionals: true, options: { scopes: { type: 'string' }, tenant: { type: 'string' } } })
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error), usage])
  }
}

function parseScopes (list: string): Scope[] {
  const names = list.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !isScope(name))
  if (unknown.length > 0) {
    throw new ConfigError([`There is no scope ${unknown.join(', ')}: the scopes are ${allScopes.join(', ')}`])
  }
  return [...new Set(names.filter(isScope))]
}

function isScope (name: string): name is Scope {
  return allScopes.some((scope) => scope === name)
}

/** As a shell and a `.env` file both take it: an apostrophe in the JSON is written as its code. */
function variableLine (keys: ApiKey[]): string {
  return `API_KEYS='${JSON.stringify(keys).replaceAll("'", '\\u0027')}'`
}
