import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'

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

/** Gemini's generateContent and streamGenerateContent (Gemini API reference, v1beta), the model behind them a function of the test. */
export async function startGemini (t: Pick<Test, 'teardown'>, model: GeminiModel, port = 0) {
  const calls: GeminiCall[] = []
  const behaviour = { model }
  const server = createServer(async (request, response) => {
    const [, name = '', operation = ''] = /^\/v1beta\/models\/([^:?/]+)(?::(\w+))?/.exec(request.url ?? '') ?? []
    if (request.method === 'GET') return reply(response, 200, { name: `models/${name}` })
    const body = JSON.parse(await text(request)) as { contents: { parts: { text: string }[] }[], systemInstruction?: { parts: { text: string }[] }, generationConfig?: GeminiCall['generationConfig'] }
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
    if ('status' in answer) return reply(response, answer.status, { error: { code: answer.status, message: 'as asked for', status: 'X' } })
    if ('blocked' in answer) return send(response, call.streams, [{ promptFeedback: { blockReason: answer.blocked } }])
    const pieces = 'sql' in answer ? [JSON.stringify({ explanation: '', assumptions: [], answerable: true, ...answer })] : [answer.text].flat()
    const finishReason = 'finishReason' in answer ? answer.finishReason : 'STOP'
    const usageMetadata = { promptTokenCount: Math.ceil(call.prompt.length / 4), candidatesTokenCount: Math.ceil(pieces.join('').length / 4) }
    send(response, call.streams, call.streams
      ? pieces.map((piece, place) => ({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text: piece }] }, ...(place === pieces.length - 1 && { finishReason }) }], usageMetadata }))
      : [{ candidates: [{ index: 0, content: { role: 'model', parts: [{ text: pieces.join('') }] }, finishReason }], usageMetadata }])
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, behaviour }
}

function send (response: ServerResponse, streams: boolean, parts: object[]): void {
  if (!streams) return reply(response, 200, parts[0] ?? {})
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(parts.map((part) => `data: ${JSON.stringify(part)}\r\n\r\n`).join(''))
}

function reply (response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
