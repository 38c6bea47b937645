import {
  GoogleGenerativeAI, GoogleGenerativeAIAbortError, SchemaType, type ResponseSchema
} from '@google/generative-ai'
import { startDeadline, withDeadline } from '../../async/deadline.ts'
import { retry } from '../../async/retry.ts'
import type { GeminiSettings } from '../../config/services.ts'
import { upstreamError, upstreamTimeout } from '../../errors.ts'
import { answerPrompt, answerRules, writePrompt, writerRules } from './gemini/prompt.ts'
import { isRetryable, readWritten, textOf, toAppError, tokensOf } from './gemini/response.ts'
import type { AnswerInput, Tokens, Writer, WriterInput, WriterResult } from './writer.ts'

const backoff = { firstPauseMs: 300, maxPauseMs: 4000 }
const maxQueryTokens = 8192
const maxAnswerTokens = 1024
const defaultBaseUrl = 'https://generativelanguage.googleapis.com'

const responseSchema: ResponseSchema = {
  type: SchemaType.OBJECT,
  properties: {
    sql: {
      type: SchemaType.STRING,
      description: 'One PostgreSQL SELECT without a semicolon; empty where answerable is false'
    },
    explanation: {
      type: SchemaType.STRING,
      description: 'What the query computes, in one sentence in the language of the question'
    },
    assumptions: {
      type: SchemaType.ARRAY,
      items: { type: SchemaType.STRING },
      description: 'What the question left open and how it was read'
    },
    answerable: { type: SchemaType.BOOLEAN, description: 'Whether the tables hold what is asked' }
  },
  required: ['sql', 'explanation', 'assumptions', 'answerable']
}

/** Google's Gemini through @google/generative-ai: only this file and its folder know it. */
export function createGeminiWriter ({ apiKey, model, baseUrl, timeoutMs }: GeminiSettings): Writer {
  const client = new GoogleGenerativeAI(apiKey)
  const options = { ...(baseUrl !== null && { baseUrl }), timeout: timeoutMs }
  const writer = client.getGenerativeModel({
    model,
    systemInstruction: writerRules,
    generationConfig: {
      temperature: 0, responseMimeType: 'application/json', responseSchema, maxOutputTokens: maxQueryTokens
    }
  }, options)
  const speaker = client.getGenerativeModel({
    model, systemInstruction: answerRules, generationConfig: { temperature: 0, maxOutputTokens: maxAnswerTokens }
  }, options)
  const deadlineOptions = { service: 'The model', timeoutMs, toAppError }

  /** Runs a call, again where the service has too much to do or cannot be reached, until the signal aborts. */
  function retryCall<T> (signal: AbortSignal, call: (options: { signal: AbortSignal, timeout: number }) => Promise<T>) {
    // a signal for each try: the SDK leaves its listener behind
    const once = () => call({ signal: AbortSignal.any([signal]), timeout: timeoutMs })
    return retry(once, { signal, isRetryable, ...backoff })
  }

  return {
    kind: 'gemini',
    model,
    write: (task: WriterInput, caller: AbortSignal): Promise<WriterResult> => {
      return withDeadline(caller, deadlineOptions, async (signal) => {
        const prompt = writePrompt(task)
        const { response } = await retryCall(signal, (options) => writer.generateContent(prompt, options))
        return readWritten(textOf(response), tokensOf(response))
      })
    },

    async * answer (task: AnswerInput, caller: AbortSignal): AsyncGenerator<string, Tokens> {
      const prompt = answerPrompt(task)
      const deadline = startDeadline(caller, deadlineOptions)
      try {
        const { stream, response } = await retryCall(deadline.signal, (options) => {
          return speaker.generateContentStream(prompt, options)
        })
        response.catch(() => {}) // the stream tells the same
        let hasText = false
        for await (const part of stream) {
          const text = textOf(part, true)
          hasText ||= text.trim() !== ''
          if (text !== '') yield text
        }
        if (!hasText) throw upstreamError('The model said nothing about the rows.')
        return tokensOf(await response)
      } catch (error) {
        const isLate = error instanceof GoogleGenerativeAIAbortError && !caller.aborted
        if (isLate) throw upstreamTimeout(`The model took longer than ${timeoutMs / 1000} s.`, error)
        throw deadline.toAppError(error)
      }
    },

    async probe (signal: AbortSignal): Promise<void> {
      const url = `${baseUrl ?? defaultBaseUrl}/v1beta/models/${encodeURIComponent(model)}`
      const answer = await fetch(url, { headers: { 'x-goog-api-key': apiKey }, signal })
      if (!answer.ok) throw upstreamError(`The model's metadata could not be read: ${answer.status}.`)
    }
  }
}
