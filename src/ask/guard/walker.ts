import type { Catalogue, Table } from '../catalogue/catalogue.ts'
import { isStruct, listOf, namesIn, nodeKinds, nodeOf, structIn, structs, type Struct } from './nodes.ts'
import { outputNames } from './outputs.ts'
import { QueryBlocked, QueryInvalid } from './refusals.ts'
import { cteNamed, sourceNamed, sourcesFrom, type Ctes, type Scope, type Source } from './scope.ts'

const systemColumns = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'oid'])
const clockFunctions = /^SVFOP_(CURRENT_DATE|CURRENT_TIME(STAMP)?(_N)?|LOCALTIME(STAMP)?(_N)?)$/
const none = new Set<string>()

/** Goes through a query's tree, and throws at the first thing that may not be there. */
export class QueryWalker {
  readonly tables = new Set<string>()
  readonly #catalogue: Catalogue

  constructor (catalogue: Catalogue) {
    this.#catalogue = catalogue
  }

  /** One SELECT, with what it may name of the query around it. The names of its columns; null where they are not known. */
  query (select: Struct, around: Scope | null, outerCtes: Ctes | null): Set<string> | null {
    const ctes: Ctes = { names: new Map(), around: outerCtes }
    const scope: Scope = { sources: [], around, ctes }
    if (isStruct(select['withClause'])) this.#with(select['withClause'], scope)
    if (isStruct(select['larg']) && isStruct(select['rarg'])) {
      const names = this.query(select['larg'], around, ctes)
      this.query(select['rarg'], around, ctes)
      this.#members(select, { ...scope, sources: [plainSource('', names)] }, ['larg', 'rarg', 'withClause'])
      return names
    }
    for (const item of listOf(select['fromClause'])) this.#from(item, scope)
    this.#members(select, scope, ['fromClause', 'withClause'])
    return outputNames(select, scope)
  }

  #with (clause: Struct, scope: Scope): void {
    const queries = listOf(clause['ctes']).map((item) => structIn(item, 'CommonTableExpr'))
    // a recursive list may name any of its members in any
    if (clause['recursive'] === true) for (const cte of queries) if (cte !== null) scope.ctes.names.set(String(cte['ctename']), null)
    for (const cte of queries) {
      const body = structIn(cte?.['ctequery'], 'SelectStmt')
      if (cte === null || body === null) throw new QueryBlocked('read_only', 'A WITH query may only be a SELECT.')
      const named = namesIn(cte['aliascolnames'])
      const inside: Ctes = { names: new Map(scope.ctes.names), around: scope.ctes.around }
      if (clause['recursive'] === true) {
        // its own columns are those of the part that does not name it
        const start = named.length > 0 ? null : isStruct(body['larg']) ? this.query(body['larg'], scope.around, inside) : null
        inside.names.set(String(cte['ctename']), named.length > 0 ? new Set(named) : start)
      }
      const names = this.query(body, scope.around, inside)
      this.#members(cte, scope, ['ctequery', 'search_clause', 'cycle_clause'])
      const [search, cycle] = [cte['search_clause'], cte['cycle_clause']]
      if (isStruct(search)) this.#members(search, scope, [])
      if (isStruct(cycle)) this.#members(cycle, scope, [])
      const extra = [isStruct(search) && search['search_seq_column'], isStruct(cycle) && cycle['cycle_mark_column'], isStruct(cycle) && cycle['cycle_path_column']].filter((name) => typeof name === 'string')
      scope.ctes.names.set(String(cte['ctename']), names === null ? null : new Set([...renamed(names, named), ...extra]))
    }
  }

  /** Adds what an item of a FROM clause brings to the scope; what stands in it may name what stands before it. */
  #from (item: unknown, scope: Scope): void {
    const [kind, node] = (isStruct(item) ? nodeOf(item) : null) ?? ['', {}]
    switch (kind) {
      case 'RangeVar': scope.sources.push(this.#relation(node, scope)); return
      case 'JoinExpr': this.#join(node, scope); return
      case 'RangeSubselect': {
        const body = structIn(node['subquery'], 'SelectStmt')
        if (body === null) throw new QueryBlocked('read_only', 'A subquery may only be a SELECT.')
        const names = this.query(body, node['lateral'] === true ? scope : scope.around, scope.ctes)
        scope.sources.push(aliased(plainSource('', names), node['alias']))
        return
      }
      case 'RangeFunction': case 'JsonTable': {
        this.#node(kind, node, scope)
        const columns = kind === 'JsonTable' ? jsonColumns(node) : this.#functionColumns(node)
        scope.sources.push({ ...aliased(plainSource(columns[0] ?? '', null), node['alias']), columns: new Set(columns) })
        return
      }
      case 'RangeTableSample': {
        const method = namesIn(node['method'])
        if (method.length !== 1 || !['bernoulli', 'system'].includes(method[0] ?? '')) throw new QueryBlocked('function', `TABLESAMPLE ${method.join('.')} may not be used.`)
        this.#from(node['relation'], scope)
        this.#members(node, scope, ['relation', 'method'])
        return
      }
      default: throw new QueryBlocked('construct', `${kind === '' ? 'This' : kind} may not stand in FROM.`)
    }
  }

  /** The names that a function in FROM can give its columns: those of a list, its alias or its own name, its results'. */
  #functionColumns (node: Struct): string[] {
    const alias = isStruct(node['alias']) ? node['alias'] : {}
    const calls = listOf(node['functions']).flatMap((item) => listOf(structIn(item, 'List')?.['items']).slice(0, 1))
    const functions = calls.map((call) => namesIn(structIn(call, 'FuncCall')?.['funcname']).at(-1)).filter((name) => name !== undefined)
    const defined = [node, ...listOf(node['functions'])].flatMap((item) => [...listOf(isStruct(item) ? item['coldeflist'] : []), ...listOf(structIn(item, 'List')?.['items']).flatMap((part) => listOf(structIn(part, 'List')?.['items']))])
    return [
      ...(functions.length === 1 ? functions : ['']), ...(typeof alias['aliasname'] === 'string' ? [alias['aliasname']] : []), ...namesIn(alias['colnames']), 'ordinality',
      ...defined.map((item) => String(structIn(item, 'ColumnDef')?.['colname'] ?? '')), ...functions, ...functions.flatMap((name) => this.#catalogue.functionResults.get(name) ?? [])
    ]
  }

  #join (node: Struct, scope: Scope): void {
    const own: Scope = { sources: [], around: { ...scope }, ctes: scope.ctes }
    this.#from(node['larg'], own)
    const left = own.sources.length
    this.#from(node['rarg'], own)
    const using = namesIn(node['usingClause'])
    const sides = [own.sources.slice(0, left), own.sources.slice(left)]
    for (const [place, side] of sides.entries()) {
      for (const source of side) {
        const others = sides[1 - place] ?? []
        const isCommon = (name: string) => others.some(({ columns, hidden }) => columns === null || columns.has(name) || hidden.has(name))
        const touched = node['isNatural'] === true ? [...source.hidden].filter(isCommon) : using.filter((name) => source.hidden.has(name))
        if (touched[0] !== undefined) throw new QueryBlocked('column', `The column ${touched[0]} may not be read.`)
      }
    }
    this.#members(node, own, ['larg', 'rarg', 'alias', 'usingClause', 'join_using_alias'])
    if (isStruct(node['join_using_alias'])) scope.sources.push(aliased(plainSource('', new Set(using)), node['join_using_alias']))
    if (!isStruct(node['alias'])) {
      scope.sources.push(...own.sources)
      return
    }
    const columns = own.sources.some(({ columns }) => columns === null) ? null : new Set(own.sources.flatMap(({ columns }) => [...columns ?? []]))
    const hidden = new Set(own.sources.flatMap((source) => [...source.hidden]))
    scope.sources.push(aliased({ ...plainSource('', columns), hidden }, node['alias']))
  }

  #relation (node: Struct, scope: Scope): Source {
    const name = String(node['relname'] ?? '')
    const schema = typeof node['schemaname'] === 'string' ? node['schemaname'] : null
    if (node['catalogname'] !== undefined) throw new QueryBlocked('relation', 'A relation of another database may not be read.')
    if (schema === null) {
      const cte = cteNamed(scope.ctes, name)
      if (cte !== undefined) return aliased(plainSource(name, cte), node['alias'])
    }
    const table = this.#tableNamed(schema, name)
    this.tables.add(`${table.schema}.${table.name}`)
    const source: Source = { alias: name, schema: table.schema, columns: new Set(table.columns.map(({ name }) => name)), hidden: new Set(table.hidden), table }
    return aliased(source, node['alias'])
  }

  #tableNamed (schema: string | null, name: string): Table {
    if (schema === 'pg_catalog' || schema === 'information_schema' || schema?.startsWith('pg_') === true || (schema === null && name.startsWith('pg_'))) {
      throw new QueryBlocked('relation', `${name} is one of the system's relations, which may not be read.`)
    }
    const { tables, schemas, unreadable } = this.#catalogue
    const places = schema === null ? schemas : [schema]
    for (const place of places) {
      const table = tables.get(`${place}.${name}`)
      if (table !== undefined) return table
      if (unreadable.has(`${place}.${name}`)) throw new QueryBlocked('relation', `${name} may not be read.`)
    }
    throw new QueryInvalid(`There is no relation ${schema === null ? '' : `${schema}.`}${name} that may be read.`)
  }

  /** Every member of a structure but those that were looked at already. */
  #members (struct: Struct, scope: Scope, done: readonly string[]): void {
    for (const [member, value] of Object.entries(struct)) {
      if (done.includes(member)) continue
      if (Array.isArray(value)) for (const item of value) this.#value(member, item, scope)
      else this.#value(member, value, scope)
    }
  }

  #value (member: string, value: unknown, scope: Scope): void {
    if (!isStruct(value)) {
      if (Array.isArray(value)) for (const item of value) this.#value(member, item, scope)
      return
    }
    if (Object.keys(value).length === 0) return // an absent member of a list
    const node = nodeOf(value)
    if (node !== null) return this.#node(node[0], node[1], scope)
    const kind = structs[member]
    if (kind === undefined) throw new QueryBlocked('construct', `${member} may not stand here.`)
    this.#struct(kind, value, scope)
  }

  #node (kind: string, node: Struct, scope: Scope): void {
    if (!nodeKinds.has(kind)) throw new QueryBlocked('construct', `${kind} may not be used.`)
    this.#struct(kind, node, scope)
  }

  #struct (kind: string, node: Struct, scope: Scope): void {
    switch (kind) {
      case 'SelectStmt': this.query(node, scope, scope.ctes); return
      case 'ColumnRef': this.#column(listOf(node['fields']), scope); return
      case 'FuncCall': this.#function(namesIn(node['funcname'])); this.#members(node, scope, ['funcname']); return
      case 'SQLValueFunction': {
        if (!clockFunctions.test(String(node['op']))) throw new QueryBlocked('function', `${String(node['op']).replace('SVFOP_', '').toLowerCase()} may not be asked.`)
        return
      }
      case 'TypeName': this.#type(node); this.#members(node, scope, ['names']); return
      case 'A_Expr': this.#operator(namesIn(node['name']), String(node['kind'])); this.#members(node, scope, ['name']); return
      case 'SubLink': if (node['operName'] !== undefined) this.#operator(namesIn(node['operName']), 'AEXPR_OP'); this.#members(node, scope, ['operName']); return
      case 'SortBy': if (node['useOp'] !== undefined) this.#operator(namesIn(node['useOp']), 'AEXPR_OP'); this.#members(node, scope, ['useOp']); return
      case 'A_Indirection': this.#indirection(node, scope); return
      default: this.#members(node, scope, [])
    }
  }

  #function (parts: string[]): void {
    const [name = '', schema = null, ...others] = [...parts].reverse()
    const { functions, schemas } = this.#catalogue
    const isSystem = schema === null || schema === 'pg_catalog'
    const isAllowed = others.length === 0 && ((isSystem && functions.has(name)) || (schema === null ? schemas : [schema]).some((place) => functions.has(`${place}.${name}`)))
    if (isAllowed) return
    if (!this.#catalogue.functionNames.has(name)) throw new QueryInvalid(`There is no function ${parts.join('.')}.`)
    throw new QueryBlocked('function', `The function ${parts.join('.')} may not be called.`)
  }

  #type (node: Struct): void {
    if (node['setof'] === true || node['pct_type'] === true) throw new QueryBlocked('type', 'This type may not be named.')
    const parts = namesIn(node['names'])
    const [name = '', schema = null, ...others] = [...parts].reverse()
    const places = schema === null ? ['pg_catalog', ...this.#catalogue.schemas] : [schema]
    if (others.length === 0 && places.some((place) => this.#catalogue.types.has(`${place}.${name}`))) return
    throw new QueryBlocked('type', `The type ${parts.join('.')} may not be named.`)
  }

  #operator (parts: string[], kind: string): void {
    if (kind !== 'AEXPR_OP' && kind !== 'AEXPR_OP_ANY' && kind !== 'AEXPR_OP_ALL') return // one of the language's own
    const [name = '', schema = null] = [...parts].reverse()
    const { system, others } = this.#catalogue.operators
    if ((schema === null || schema === 'pg_catalog') && system.has(name)) return
    const behind = schema === 'pg_catalog' ? undefined : others.get(name)
    if (behind === undefined) throw new QueryInvalid(`There is no operator ${name}.`)
    if (!behind.every((name) => this.#catalogue.functions.has(name))) throw new QueryBlocked('function', `The operator ${name} may not be used: the function behind it is not allowed.`)
  }

  /** A column, a whole row, or `*`. A qualified name that is no column could be a call in disguise: `t.f` is `f(t)`. */
  #column (fields: unknown[], scope: Scope): void {
    const isStar = structIn(fields.at(-1), 'A_Star') !== null
    const parts = namesIn(isStar ? fields.slice(0, -1) : fields)
    if (isStar) {
      const [alias, schema = null] = [...parts].reverse()
      const sources = alias === undefined ? scope.sources : [sourceNamed(scope, alias, schema)].filter((source) => source !== undefined)
      for (const source of sources) readWhole(source)
      return
    }
    const [name = '', alias, schema = null] = [...parts].reverse()
    if (alias === undefined) return this.#plainColumn(name, scope)
    const source = sourceNamed(scope, alias, schema)
    if (source?.columns?.has(name) === true) return
    if (source?.hidden.has(name) === true) throw new QueryBlocked('column', `The column ${name} may not be read.`)
    if (systemColumns.has(name) && source?.columns !== null) throw new QueryBlocked('column', `The system's column ${name} may not be read.`)
    this.#checkDisguise(name)
  }

  #plainColumn (name: string, scope: Scope): void {
    let maybe = false
    let hidden = false
    for (const source of sourcesFrom(scope)) {
      if (source.columns?.has(name) === true) return
      hidden ||= source.hidden.has(name)
      maybe ||= source.columns === null
    }
    const whole = sourceNamed(scope, name)
    if (whole !== undefined) return readWhole(whole)
    if (hidden) throw new QueryBlocked('column', `The column ${name} may not be read.`)
    if (systemColumns.has(name) && !maybe) throw new QueryBlocked('column', `The system's column ${name} may not be read.`)
    // else the name of an output column, or the planner's to refuse: one name alone calls nothing
  }

  /** `(x).name` is an attribute of a composite value or, where it has none of this name, the call `name(x)`. */
  #indirection (node: Struct, scope: Scope): void {
    this.#members(node, scope, ['indirection'])
    for (const [place, step] of listOf(node['indirection']).entries()) {
      const name = structIn(step, 'String')?.['sval']
      if (typeof name !== 'string') {
        if (isStruct(step)) this.#members({ step }, scope, [])
        continue
      }
      if (place === 0 && this.#isAttribute(node['arg'], name, scope)) continue
      this.#checkDisguise(name)
    }
  }

  #isAttribute (of: unknown, name: string, scope: Scope): boolean {
    const fields = structIn(of, 'ColumnRef')?.['fields']
    const [column = '', alias, schema = null] = [...namesIn(fields)].reverse()
    const source = alias === undefined ? sourceNamed(scope, column) : undefined
    if (source?.hidden.has(name) === true) throw new QueryBlocked('column', `The column ${name} may not be read.`)
    if (source?.columns?.has(name) === true) return true
    const owners = alias === undefined ? [...sourcesFrom(scope)] : [sourceNamed(scope, alias, schema)]
    return owners.some((owner) => owner?.table?.columns.some((one) => one.name === column && one.attributes?.includes(name) === true) === true)
  }

  #checkDisguise (name: string): void {
    if (this.#catalogue.functionNames.has(name)) throw new QueryBlocked('attribute_call', `${name} is no column here, and would be a function's call.`)
  }
}

function jsonColumns (node: Struct): string[] {
  return ['json_table', ...listOf(node['columns']).flatMap((item) => {
    const column = structIn(item, 'JsonTableColumn')
    if (column === null) return []
    return typeof column['name'] === 'string' ? [column['name']] : jsonColumns(column)
  })]
}

function readWhole ({ hidden, alias }: Source): void {
  if (hidden.size > 0) throw new QueryBlocked('column', `${alias} has columns that may not be read: name those that you need.`)
}

function plainSource (alias: string, columns: Set<string> | null): Source {
  return { alias, schema: null, columns, hidden: none, table: null }
}

/** A source under the alias that it is given, with its first columns renamed where the alias has a list. */
function aliased (source: Source, alias: unknown): Source {
  if (!isStruct(alias)) return source
  const names = namesIn(alias['colnames'])
  // new names are given by place, those of columns that may not be read too
  if (names.length > 0 && source.hidden.size > 0) throw new QueryBlocked('column', `${source.alias} has columns that may not be read: they cannot be given other names.`)
  return { ...source, alias: String(alias['aliasname'] ?? ''), schema: null, columns: source.columns === null ? null : renamed(source.columns, names), table: names.length === 0 ? source.table : null }
}

function renamed (columns: Set<string>, names: string[]): Set<string> {
  return names.length === 0 ? columns : new Set([...names, ...[...columns].slice(names.length)])
}
