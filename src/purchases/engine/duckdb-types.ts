/**
 * Glue's types as DuckDB's: `array<struct<a:string>>` is `STRUCT(a VARCHAR)[]`; with `asText` every value in them is a
 * text.
 */
export function toDuckType (glue: string, asText = false): string {
  const array = /^array<(.*)>$/.exec(glue)
  if (array?.[1] !== undefined) return `${toDuckType(array[1], asText)}[]`
  const struct = /^struct<(.*)>$/.exec(glue)
  if (struct?.[1] !== undefined) {
    const fields = fieldsOf(struct[1]).map(([name, type]) => `${name} ${toDuckType(type, asText)}`)
    return `STRUCT(${fields.join(', ')})`
  }
  return glue === 'string' || asText ? 'VARCHAR' : glue.toUpperCase()
}

/** `a:string,b:decimal(38,9)` comes apart at its outermost commas. */
function fieldsOf (text: string): [name: string, type: string][] {
  const fields: [string, string][] = []
  let depth = 0
  let start = 0
  for (let place = 0; place <= text.length; place++) {
    const sign = text[place]
    if (sign === '<' || sign === '(') depth++
    if (sign === '>' || sign === ')') depth--
    if ((sign !== ',' || depth > 0) && place < text.length) continue
    const [name = '', ...type] = text.slice(start, place).split(':')
    fields.push([name, type.join(':')])
    start = place + 1
  }
  return fields
}
