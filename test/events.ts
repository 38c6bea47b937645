/** The events of a stream as a browser reads them (WHATWG HTML, 9.2.6), their data as JSON. */
export function readEvents (text: string): { event: string, data: unknown }[] {
  return text.split('\n\n').flatMap((block) => {
    const fields = block.split('\n').filter((line) => line !== '' && !line.startsWith(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()] as const)
    const data = fields.filter(([name]) => name === 'data').map(([, value]) => value).join('\n')
    return fields.length === 0 ? [] : [{ event: fields.find(([name]) => name === 'event')?.[1] ?? 'message', data: JSON.parse(data) as unknown }]
  })
}
