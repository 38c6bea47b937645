/** The events of a stream as a browser reads them (WHATWG HTML, 9.2.6), their data as JSON. */
export function readEvents (text: string): { event: string, data: unknown }[] {
  return text.split('\n\n').flatMap((block) => {
    const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith(':'))
    if (lines.length === 0) return []
    const valuesOf = (name: string) => lines.filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trimStart())
    const data: unknown = JSON.parse(valuesOf('data').join('\n'))
    return [{ event: valuesOf('event')[0] ?? 'message', data }]
  })
}
