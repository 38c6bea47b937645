import { randomUUID } from 'node:crypto'
import { judge } from '../../src/concerts/concierge/intents.ts'
import { wordsOf } from '../../src/language/words.ts'
import { says, traces, type AgentModel, type Frame } from './bedrock-agent.ts'

const operations = {
  concert_recommendation: { apiPath: '/recommendations', properties: [{ name: 'top_n', type: 'integer', value: '2' }] },
  data_analysis: { apiPath: '/venues/popularity', properties: [{ name: 'top_n', type: 'integer', value: '3' }] },
  venue_search: { apiPath: '/venues/popularity', properties: [{ name: 'top_n', type: 'integer', value: '3' }] }
} as const

/** A small agent that answers from what the service itself finds: it hands control back, then reads the results out. */
export const concertAgent: AgentModel = ({ inputText = '', sessionState }) => {
  const results = sessionState?.returnControlInvocationResults
  if (results !== undefined) return results.flatMap(({ apiResult }) => readOut(apiResult?.['responseBody']))
  const { intent } = judge(wordsOf(inputText))
  const operation = intent in operations ? operations[intent as keyof typeof operations] : undefined
  if (operation === undefined) return [traces({ rationale: { text: 'No tool is needed.' } }), says('I answer about '), says('concerts and venues.')]
  const { apiPath, properties } = operation
  return [
    traces({ rationale: { text: 'The user asks for what a tool knows.' } }),
    { event: 'returnControl', body: { invocationId: randomUUID(), invocationInputs: [{ apiInvocationInput: { actionGroup: 'concerts', httpMethod: 'POST', apiPath, requestBody: { content: { 'application/json': { properties } } } } }] } }
  ]
}

function readOut (responseBody: unknown): Frame[] {
  const { body } = (responseBody as { 'application/json': { body: string } })['application/json']
  const { recommendations = [], venues = [], message } = JSON.parse(body) as { recommendations?: { artist_name: string, city: string }[], venues?: { name: string }[], message?: string }
  const words = [...recommendations.map(({ artist_name: artist, city }) => `${artist} in ${city}`), ...venues.map(({ name }) => name)]
  return words.length === 0 ? [says(message ?? 'I found nothing.')] : words.map((one, place) => says(place === 0 ? one : `, ${one}`))
}
