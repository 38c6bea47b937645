import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { listenLocally } from './listen.ts'

/** What the SDK sent: the prompt, and whether its answer is streamed. */
export interface GeminiCall {
  model: string
  streams: boolean
  key: string
  prompt: string
  system: string
  generationConfig: { temperature?: number, responseMimeType?: string, responseSchema?: object }
}

/** What the model does with a call. */
export type GeminiAnswer =
  | { text: string | string[], finishReason?: string }
  | { sql: string, explanation?: string, assumptions?: string[], answerable?: boolean }
  | { blocked: string }
  | { status: number }
  | 'hang'
  | 'reset'

export type GeminiModel = (call: GeminiCall) => GeminiAnswer

interface RequestBody {
  contents: { parts: { text: string }[] }[]
  systemInstruction?: { parts: { text: string }[] }
  generationConfig?: GeminiCall['generationConfig']
}

/**
 * Gemini's generateContent and streamGenerateContent (Gemini API reference, v1beta); the model behind them is a
 * function of the test.
 */
export async function startGemini (t: Pick<Test, 'teardown'>, model: GeminiModel, port = 0) {
  const calls: GeminiCall[] = []
  const behaviour = { model }
  const server = createServer(async (request, response) => {
    const [, name = '', operation = ''] = /^\/v1beta\/models\/([^:?/]+)(?::(\w+))?/.exec(request.url ?? '') ?? []
    if (request.method === 'GET') return reply(response, 200, { name: `models/${name}` })
    const body: RequestBody = JSON.parse(await text(request))
    const call = {
      model: name,
      streams: operation === 'streamGenerateContent',
      key: String(request.headers['x-goog-api-key']),
      prompt: body.contents.flatMap(({ parts }) => parts.map(({ text }) => text)).join(''),
      system: body.systemInstruction?.parts.map(({ text }) => text).join('') ?? '',
      generationConfig: body.generationConfig ?? {}
    }
    calls.push(call)
    const answer = behaviour.model(call)
    if (answer === 'hang') return
    if (answer === 'reset') return request.socket.destroy()
    if ('status' in answer) {
      const error = { code: answer.status, message: 'as asked for', status: 'X' }
      return reply(response, answer.status, { error })
    }
    if ('blocked' in answer) return send(response, call.streams, [{ promptFeedback: { blockReason: answer.blocked } }])
    const pieces = piecesOf(answer)
    const usageMetadata = { promptTokenCount: tokensOf(call.prompt), candidatesTokenCount: tokensOf(pieces.join('')) }
    const finishReason = 'finishReason' in answer ? answer.finishReason : 'STOP'
    const texts = call.streams ? pieces : [pieces.join('')]
    send(response, call.streams, texts.map((piece, place) => {
      const isLast = place === texts.length - 1
      const content = { role: 'model', parts: [{ text: piece }] }
      return { candidates: [{ index: 0, content, ...(isLast && { finishReason }) }], usageMetadata }
    }))
  })
  return { url: await listenLocally(t, server, port), calls, behaviour }
}

/** The texts of an answer: those that were given, or a query as the JSON that the model was asked for. */
function piecesOf (answer: Extract<GeminiAnswer, { text: unknown } | { sql: string }>): string[] {
  if ('text' in answer) return [answer.text].flat()
  return [JSON.stringify({ explanation: '', assumptions: [], answerable: true, ...answer })]
}

function tokensOf (text: string): number {
  return Math.ceil(text.length / 4)
}

function send (response: ServerResponse, streams: boolean, parts: object[]): void {
  if (!streams) return reply(response, 200, parts[0] ?? {})
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(parts.map((part) => `data: ${JSON.stringify(part)}\r\n\r\n`).join(''))
}

function reply (response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
