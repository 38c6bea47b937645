import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { text } from 'node:stream/consumers'

/** What the function made of an event: a whole or streamed answer, or the error that the runtime reported. */
export type Invoked =
  | { kind: 'response', streamed: boolean, contentType: string, body: IncomingMessage }
  | { kind: 'error', errorType: string, errorMessage: string }

export interface RuntimeApi {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  address: string
  /** Hands an event to the next runtime that asks for one. `timeoutMs` is the function's own. */
  invoke (event: unknown, options?: { timeoutMs?: number, requestId?: string }): Promise<Invoked>
  close (): Promise<void>
}

interface Waiting {
  id: string
  event: string
  timeoutMs: number
  done (invoked: Invoked): void
}

/** An invocation's id, where there is one, and what is reported of it. */
const path = /^\/2018-06-01\/runtime\/(?:invocation\/([^/]+)\/)?(?:(response|error)$)?/

/** Lambda's Runtime API on a free port (AWS Lambda developer guide, "Using the Lambda runtime API"). */
export async function startRuntimeApi (): Promise<RuntimeApi> {
  const queue: Waiting[] = []
  const running = new Map<string, Waiting>()
  const idle: ServerResponse[] = []

  const hand = () => {
    while (idle.length > 0 && queue.length > 0) {
      const [response, waiting] = [idle.shift(), queue.shift()]
      if (response === undefined || waiting === undefined) return
      running.set(waiting.id, waiting)
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': waiting.id,
        'lambda-runtime-deadline-ms': String(Date.now() + waiting.timeoutMs),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:atalaya',
        'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1'
      })
      response.end(waiting.event)
    }
  }

  const server = createServer(async (request, response) => {
    const [, id, what] = path.exec(request.url ?? '') ?? []
    if (request.url?.endsWith('/invocation/next') === true) {
      idle.push(response)
      response.once('close', () => {
        if (idle.includes(response)) idle.splice(idle.indexOf(response), 1)
      })
      return hand()
    }
    const waiting = running.get(id ?? '')
    running.delete(id ?? '')
    if (what === 'response' && waiting !== undefined) {
      const streamed = request.headers['lambda-runtime-function-response-mode'] === 'streaming'
      waiting.done({ kind: 'response', streamed, contentType: request.headers['content-type'] ?? '', body: request })
      request.once('close', () => response.writeHead(202).end('{"status":"OK"}'))
      return
    }
    const { errorType, errorMessage } = JSON.parse(await text(request))
    const failed = waiting === undefined ? queue.splice(0) : [waiting]
    for (const one of failed) one.done({ kind: 'error', errorType, errorMessage })
    response.writeHead(202).end('{"status":"OK"}')
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    invoke: (event, { timeoutMs = 60_000, requestId = randomUUID() } = {}) => new Promise((resolve) => {
      queue.push({ id: requestId, event: JSON.stringify(event), timeoutMs, done: resolve })
      hand()
    }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => { server.close(resolve) })
    }
  }
}

export interface Runtime {
  process: ChildProcess
  /** What it wrote to stdout and stderr until now. */
  output (): string
  stop (): Promise<void>
}

export interface RuntimeOptions {
  /** The folder with `lambda.mjs`. */
  taskRoot: string
  /** The exported name in it. */
  handler: string
  env: Record<string, string | undefined>
  /** Where what it writes goes: kept for `output`, or nowhere. */
  stdio?: 'pipe' | 'ignore'
  /** The path of the Node that it runs on; that of this process where none is given. */
  node?: string
}

/**
 * A process like Lambda's own: the runtime client and the function, with no environment but what is given.
 * ATALAYA_RUNTIME_CLIENT names another client, such as `bin/index.mjs` of aws-lambda-ric.
 */
export function startRuntime (api: RuntimeApi, options: RuntimeOptions): Runtime {
  const { taskRoot, handler, env, stdio = 'pipe', node = process.execPath } = options
  const ownClient = fileURLToPath(new URL('./runtime-client.mjs', import.meta.url))
  const client = process.env['ATALAYA_RUNTIME_CLIENT'] ?? ownClient
  const child = spawn(node, [client, `lambda.${handler}`], {
    cwd: taskRoot,
    stdio: ['ignore', stdio, stdio],
    env: {
      PATH: process.env['PATH'],
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_LAMBDA_FUNCTION_NAME: 'atalaya',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/atalaya',
      AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/31/[1]0',
      AWS_REGION: 'us-east-1',
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: `lambda.${handler}`,
      ...env
    }
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => { output += part })
  }
  const exited = new Promise<void>((resolve) => { child.once('exit', () => resolve()) })
  return {
    process: child,
    output: () => output,
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    }
  }
}
