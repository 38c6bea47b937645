import { cpSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { noteLog, testFolder } from '../helper.ts'
import { startRuntime, startRuntimeApi, type Invoked } from '../stand-ins/runtime-api.ts'

export interface InvokeOptions {
  timeoutMs?: number
  requestId?: string
}

/** Starts the built function, alone in a folder, in a process like Lambda's own; it ends with the test. */
export async function startFunction (t: Test, handler: 'handler' | 'streamHandler', databaseUrl: string) {
  const taskRoot = testFolder(t)
  cpSync('dist', taskRoot, { recursive: true })
  const api = await startRuntimeApi()
  const env = { DATABASE_URL: databaseUrl, AUTH: 'none', LOG_LEVEL: 'info' }
  const runtime = startRuntime(api, { taskRoot, handler, env })
  t.teardown(async () => {
    await runtime.stop()
    await api.close()
    noteLog(runtime.output())
  })
  return {
    invoke: api.invoke,
    output: runtime.output,
    /** What the function answers, as the value that its JSON is. */
    answerTo: async (event: unknown, options: InvokeOptions = {}) => {
      return JSON.parse(await bodyOf(await api.invoke(event, options)))
    }
  }
}

async function bodyOf (invoked: Invoked): Promise<string> {
  if (invoked.kind === 'error') throw new Error(`${invoked.errorType}: ${invoked.errorMessage}`)
  return text(invoked.body)
}

/** The event of a Function URL (AWS Lambda developer guide, "Invoking Lambda function URLs"). */
export function functionUrlEvent (method: string, rawPath: string, rest: object = {}) {
  const domainName = 'abc123.lambda-url.us-east-1.on.aws'
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    headers: {
      host: domainName,
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
      'content-type': 'application/json'
    },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc123',
      domainName,
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.5.0' },
      requestId: 'e1506fd5-9e7b-434f-bd42-4f8fa224b599',
      routeKey: '$default',
      stage: '$default'
    },
    isBase64Encoded: false,
    ...rest
  }
}

/** The event of a Bedrock agent's action group. */
export function agentEvent (rest: object) {
  return {
    messageVersion: '1.0',
    agent: { name: 'atalaya', id: 'AGENT12345', alias: 'TSTALIASID', version: 'DRAFT' },
    inputText: '¿Cuánto se vendió en Yoro?',
    sessionId: '100000000000123',
    actionGroup: 'sales',
    sessionAttributes: { user: 'ana' },
    promptSessionAttributes: { today: '2026-01-31' },
    ...rest
  }
}

export function parameter (name: string, value: string, type = 'string') {
  return { name, type, value }
}
