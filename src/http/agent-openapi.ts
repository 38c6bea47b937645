import type { OpenAPIV3 } from 'openapi-types'

type Operation = OpenAPIV3.OperationObject<{ 'x-agent'?: { omits?: string[] } }>
type Response = OpenAPIV3.ResponseObject

/** A Bedrock agent takes this many operations over all of its action groups (Bedrock quotas). */
export const maxAgentOperations = 11

/**
 * The cut of an OpenAPI document that Bedrock agents are given: the operations marked with `x-agent`, one
 * document for each tag under the tag's name, with their JSON answer alone. Throws an Error for more
 * operations than an agent may have.
 */
export function agentDocuments (document: OpenAPIV3.Document): Map<string, OpenAPIV3.Document> {
  const documents = new Map<string, OpenAPIV3.Document>()
  let count = 0
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item ?? {}) as [string, Operation][]) {
      if (operation['x-agent'] === undefined) continue
      count++
      const tag = operation.tags?.[0] ?? 'default'
      const cut = documents.get(tag) ?? { openapi: '3.0.0', info: { ...document.info, description: descriptionOf(document, tag) }, paths: {} }
      cut.paths[path] = { ...cut.paths[path], [method]: agentOperation(operation) }
      documents.set(tag, cut)
    }
  }
  if (count > maxAgentOperations) throw new Error(`${count} operations are marked for agents: Bedrock takes ${maxAgentOperations}`)
  return documents
}

function descriptionOf ({ tags = [], info }: OpenAPIV3.Document, tag: string): string {
  return tags.find(({ name }) => name === tag)?.description ?? info.description ?? tag
}

function agentOperation (operation: Operation): OpenAPIV3.OperationObject {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation
  const omits = operation['x-agent']?.omits ?? []
  const kept = parameters.filter((parameter) => !('name' in parameter) || !omits.includes(parameter.name))
  const ok = responses['200'] as Response | undefined
  const json = ok?.content?.['application/json']
  return {
    operationId,
    summary,
    description,
    ...(kept.length > 0 && { parameters: kept }),
    ...(requestBody !== undefined && { requestBody }),
    responses: { 200: { description: ok?.description ?? 'The answer', ...(json !== undefined && { content: { 'application/json': json } }) } }
  }
}
