import type { OpenAPIV3 } from 'openapi-types'
import { operationsOf } from './paths.ts'

interface AgentMark {
  'x-agent'?: { omits?: string[] }
}

/** A Bedrock agent takes this many operations over all of its action groups (Bedrock quotas). */
export const maxAgentOperations = 11

/**
 * The cut of an OpenAPI document that Bedrock agents are given: the operations marked with `x-agent`, one
 * document for each tag under the tag's name, with their JSON answer alone. Throws an Error for more
 * operations than an agent may have.
 */
export function agentDocuments (document: OpenAPIV3.Document<AgentMark>): Map<string, OpenAPIV3.Document> {
  const marked = operationsOf(document).filter(({ operation }) => operation['x-agent'] !== undefined)
  if (marked.length > maxAgentOperations) {
    throw new Error(`${marked.length} operations are marked for agents: Bedrock takes ${maxAgentOperations}`)
  }
  const documents = new Map<string, OpenAPIV3.Document>()
  for (const { path, method, operation } of marked) {
    const tag = operation.tags?.[0] ?? 'default'
    const info = { ...document.info, description: descriptionOf(document, tag) }
    const cut = documents.get(tag) ?? { openapi: '3.0.0', info, paths: {} }
    cut.paths[path] = { ...cut.paths[path], [method]: agentOperation(operation) }
    documents.set(tag, cut)
  }
  return documents
}

function descriptionOf ({ tags = [], info }: OpenAPIV3.Document<AgentMark>, tag: string): string {
  return tags.find(({ name }) => name === tag)?.description ?? info.description ?? tag
}

function agentOperation (operation: OpenAPIV3.OperationObject<AgentMark>): OpenAPIV3.OperationObject {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation
  const omits = operation['x-agent']?.omits ?? []
  const kept = parameters.filter((parameter) => !('name' in parameter) || !omits.includes(parameter.name))
  return {
    operationId,
    summary,
    description,
    ...(kept.length > 0 && { parameters: kept }),
    ...(requestBody !== undefined && { requestBody }),
    responses: { 200: jsonAlone(responses['200']) }
  }
}

function jsonAlone (response: OpenAPIV3.ResponsesObject[string] | undefined): OpenAPIV3.ResponseObject {
  if (response === undefined || '$ref' in response) return { description: 'The answer' }
  const json = response.content?.['application/json']
  return { description: response.description, ...(json !== undefined && { content: { 'application/json': json } }) }
}
