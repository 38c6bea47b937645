import { randomUUID } from 'node:crypto'
import type { Intent } from '../../src/concerts/concierge/concierge.ts'
import { classifyIntent } from '../../src/concerts/concierge/intents.ts'
import { wordsOf } from '../../src/language/words.ts'
import { says, traces, type AgentModel, type Frame } from './bedrock-agent.ts'

interface Operation {
  apiPath: string
  properties: { name: string, type: string, value: string }[]
}

const threeVenues = { apiPath: '/venues/popularity', properties: [{ name: 'top_n', type: 'integer', value: '3' }] }

const operations = new Map<Intent, Operation>([
  ['concert_recommendation', {
    apiPath: '/recommendations', properties: [{ name: 'top_n', type: 'integer', value: '2' }]
  }],
  ['data_analysis', threeVenues],
  ['venue_search', threeVenues]
])

/** A small agent that answers from what the service itself finds: it hands control back, then reads the results out. */
export const concertAgent: AgentModel = ({ inputText = '', sessionState }) => {
  const results = sessionState?.returnControlInvocationResults
  if (results !== undefined) return results.flatMap(({ apiResult }) => readOut(apiResult?.['responseBody']))
  const { intent } = classifyIntent(wordsOf(inputText))
  const operation = operations.get(intent)
  if (operation === undefined) {
    const thought = traces({ rationale: { text: 'No tool is needed.' } })
    return [thought, says('I answer about '), says('concerts and venues.')]
  }
  const { apiPath, properties } = operation
  const requestBody = { content: { 'application/json': { properties } } }
  const apiInvocationInput = { actionGroup: 'concerts', httpMethod: 'POST', apiPath, requestBody }
  return [
    traces({ rationale: { text: 'The user asks for what a tool knows.' } }),
    { event: 'returnControl', body: { invocationId: randomUUID(), invocationInputs: [{ apiInvocationInput }] } }
  ]
}

interface Found {
  recommendations?: { artist_name: string, city: string }[]
  venues?: { name: string }[]
  message?: string
}

function readOut (responseBody: unknown): Frame[] {
  const { body } = (responseBody as { 'application/json': { body: string } })['application/json']
  const { recommendations = [], venues = [], message } = JSON.parse(body) as Found
  const words = [
    ...recommendations.map(({ artist_name: artist, city }) => `${artist} in ${city}`),
    ...venues.map(({ name }) => name)
  ]
  if (words.length === 0) return [says(message ?? 'I found nothing.')]
  return words.map((one, place) => says(place === 0 ? one : `, ${one}`))
}
