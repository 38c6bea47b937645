import { statementFile } from '../../postgres/statement-file.ts'

/** SQL that several statements need, each fragment in the one file that says it. */
const fragments = new Map([
  /** `WITH played AS (…), history AS (…)`: every completed concert before `:today`, with its prices. */
  ['completed-concerts', statementFile(new URL('./completed-concerts.sql', import.meta.url))],
  /** The column `text` without accents and capitals, as foldText has it. */
  ['fold-text', statementFile(new URL('./fold-text.sql', import.meta.url))],
  /** The price of tier number `tier` of the column `prices`, which holds `name:price|name:price…`; null for none. */
  ['tier-price', statementFile(new URL('./tier-price.sql', import.meta.url))]
])

const placeholder = /\{\{([a-z-]+)((?: [a-z]+=[\w.]+)*)\}\}/g

/**
 * A statement of the warehouse from its file, with `{{name argument=column …}}` replaced by the fragment of that
 * name. Arguments are columns and numbers that stand in the file: nothing of a request gets into a statement's text.
 * It is read when it is first needed. Throws an Error for a fragment or an argument that there is not.
 */
export function warehouseStatement (url: URL): () => string {
  const read = statementFile(url)
  let expanded: string | undefined
  return () => {
    expanded ??= expandFragments(read())
    return expanded
  }
}

function expandFragments (sql: string): string {
  return sql.replaceAll(placeholder, (_whole, name: string, given: string) => {
    const fragment = fragments.get(name)
    if (fragment === undefined) throw new Error(`There is no SQL fragment ${name}`)
    const values = new Map(given.trim().split(' ').map((pair) => {
      const [argument = '', value = ''] = pair.split('=')
      return [argument, value]
    }))
    const withArguments = fragment().trimEnd().replaceAll(/\{\{([a-z]+)\}\}/g, (_parameter, argument: string) => {
      const value = values.get(argument)
      if (value === undefined) throw new Error(`The SQL fragment ${name} needs its argument ${argument}`)
      return value
    })
    return expandFragments(withArguments)
  })
}
