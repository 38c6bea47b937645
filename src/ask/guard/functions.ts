export interface FunctionRow {
  schema: string
  name: string
  /** Every function of this name is immutable or stable, and none a procedure. */
  pure: boolean
  definer: boolean
  /** One of them takes or gives what no query has: `internal`, `cstring`, triggers and handlers. */
  internal: boolean
  /** The extensions that brought them. */
  extensions: string[] | null
  /** The names of what they give, where they have several. */
  results: string[] | null
}

/** Functions whose names begin like those of the server's inside and that say nothing of it. */
const safeDespitePrefix = new Set([
  'pg_typeof', 'pg_size_pretty', 'pg_size_bytes', 'pg_column_size', 'pg_collation_for', 'get_bit', 'get_byte'
])

/**
 * What immutable and stable functions of the system still do: read files, settings, other sessions, large objects or
 * the catalogue, describe the server or the session, run SQL from text, look names up, or make the server's own types.
 */
const leakingNames = [
  /^pg_/, /^binary_upgrade_/,
  /^(current_|session_|system_user|user$|version$|getdatabaseencoding|getpgusername|get_|row_security_active)/,
  /^(unicode|icu_unicode)_version$/,
  /^(inet_server|inet_client)_/,
  /^(has|make)_?\w*(privilege|aclitem)/, /privilege$/, /^acl/, /^makeaclitem/,
  /description$/, /^format_type$/, /^oidvectortypes$/, /^to_reg/,
  /^reg(class|proc|procedure|oper|operator|type|role|namespace|config|dictionary|collation|database)/,
  /_to_xml|xmlschema|^xml|^xpath/, /^(database|schema|table|query|cursor)_to/,
  /^lo_|^lo(read|write)$/, /^txid_/,
  /^ts_(stat|debug|lexize|parse|token_type)$/,
  /^(set_config|nextval|setval|currval|lastval)$/,
  /^amvalidate|^am/, /^ri_|^satisfies_hash_partition$/, /^(currtid|dblink)/
]

function leaksServerState (name: string): boolean {
  return !safeDespitePrefix.has(name) && leakingNames.some((pattern) => pattern.test(name))
}

/**
 * The functions that a query may call: those of the system's schema that are immutable or stable whatever their
 * arguments are, without those that leak the server's state; and of the others the ones that the configuration names,
 * by themselves, with their schema, or by their extension.
 */
export function allowedFunctions (rows: readonly FunctionRow[], named: readonly string[]): Set<string> {
  const foreign = rows.filter(({ schema }) => schema !== 'pg_catalog')
  const allowed = new Set<string>()
  for (const row of rows) {
    const { schema, name, pure, internal } = row
    if (!pure || internal) continue
    if (schema !== 'pg_catalog') {
      if (isNamed(row, named)) allowed.add(`${schema}.${name}`)
    } else if (!leaksServerState(name) && !isShadowed(name, foreign, named)) {
      allowed.add(name)
    }
  }
  return allowed
}

function isNamed ({ schema, name, extensions }: FunctionRow, named: readonly string[]): boolean {
  if (named.includes(name) || named.includes(`${schema}.${name}`)) return true
  return extensions?.some((extension) => named.includes(extension)) === true
}

/** Whether a function of the same name elsewhere could be meant, where its arguments fit better. */
function isShadowed (name: string, foreign: readonly FunctionRow[], named: readonly string[]): boolean {
  return foreign.some((other) => (
    other.name === name && !isNamed(other, named) && (other.extensions === null || !other.pure || other.definer)
  ))
}
