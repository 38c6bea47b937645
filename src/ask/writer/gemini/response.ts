import {
  GoogleGenerativeAIError, GoogleGenerativeAIFetchError, type GenerateContentResponse
} from '@google/generative-ai'
import { AppError, serviceUnavailable, upstreamError } from '../../../errors.ts'
import { isObject } from '../../../json/is-object.ts'
import type { Tokens, WriterResult } from '../writer.ts'

/**
 * The text of an answer, `isPart`: of one that goes on. Throws `upstream_error` for one that was blocked or cut off,
 * each told apart.
 */
export function textOf ({ promptFeedback, candidates = [] }: GenerateContentResponse, isPart = false): string {
  const blocked = promptFeedback?.blockReason
  if (blocked !== undefined) throw upstreamError(`The model would not read the question (${blocked.toLowerCase()}).`)
  const [first] = candidates
  const reason = String(first?.finishReason ?? (isPart ? 'STOP' : 'NONE'))
  if (reason === 'MAX_TOKENS') throw upstreamError('The model\'s answer was cut off: it was too long.')
  if (reason !== 'STOP') throw upstreamError(`The model stopped without an answer (${reason.toLowerCase()}).`)
  return (first?.content?.parts ?? []).map(({ text = '' }) => text).join('')
}

export function tokensOf ({ usageMetadata: usage }: GenerateContentResponse): Tokens {
  return { input: usage?.promptTokenCount ?? 0, output: usage?.candidatesTokenCount ?? 0 }
}

/** The model's JSON; what is none is taken for SQL, bare or in a block of Markdown, which the guard then judges. */
export function readWritten (text: string, tokens: Tokens): WriterResult {
  const content = /```(?:sql|json)?\s*([^]*?)```/i.exec(text)?.[1] ?? text
  const answer = objectIn(text) ?? objectIn(content) // a block may stand within the JSON, too
  if (answer === null) return { sql: content.trim(), explanation: '', assumptions: [], tokens }
  const { sql, explanation, assumptions, answerable } = answer
  return {
    sql: answerable === false ? null : sqlIn(sql),
    explanation: typeof explanation === 'string' ? explanation : '',
    assumptions: Array.isArray(assumptions) ? assumptions.filter((one) => typeof one === 'string') : [],
    tokens
  }
}

function sqlIn (value: unknown): string {
  if (typeof value !== 'string') return ''
  return (/```(?:sql)?\s*([^]*?)```/i.exec(value)?.[1] ?? value).trim()
}

function objectIn (text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

const retryableStatuses = [408, 429, 500, 502, 503, 504]

/** Whether the same call may succeed in a moment. */
export function isRetryable (error: unknown): boolean {
  if (error instanceof AppError) return false
  if (error instanceof GoogleGenerativeAIFetchError) {
    return error.status === undefined || retryableStatuses.includes(error.status)
  }
  return error instanceof GoogleGenerativeAIError && /fetch/i.test(error.message)
}

/** The error that a caller may see for one of the SDK's. */
export function toAppError (error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if (isRetryable(error)) return serviceUnavailable('The model has too much to do now: try again.', error)
  return upstreamError('The model could not answer.', error)
}
