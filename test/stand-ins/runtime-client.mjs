// A runtime client as small as the protocol allows: it loads the handler that _HANDLER names from
// LAMBDA_TASK_ROOT and speaks to the Runtime API at AWS_LAMBDA_RUNTIME_API, streamed answers too.
// (AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes".)
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PassThrough } from 'node:stream'

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')
const agent = new Agent({ keepAlive: true, maxSockets: 2 })
const streaming = Symbol.for('aws.lambda.runtime.handler.streaming')
const base = '/2018-06-01/runtime'

globalThis.awslambda = {
  streamifyResponse: (handler) => Object.assign(handler, { [streaming]: 'response' }),
  HttpResponseStream: {
    from (stream, prelude) {
      stream.contentType = 'application/vnd.awslambda.http-integration-response'
      stream.write(JSON.stringify(prelude))
      stream.write(new Uint8Array(8))
      return stream
    }
  }
}

function call (method, path, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path: base + path, headers, agent }, resolve).on('error', reject)
    if (body === undefined || typeof body === 'string') sent.end(body)
    else body.pipe(sent)
  })
}

async function textOf (stream) {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += chunk
  return text
}

const errorOf = (error) => JSON.stringify({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
  trace: error?.stack?.split('\n') ?? []
})

async function loadHandler () {
  const [file, name] = process.env._HANDLER.split('.')
  const module = await import(pathToFileURL(join(process.env.LAMBDA_TASK_ROOT, `${file}.mjs`)).href)
  return module[name]
}

async function answerStreamed (handler, event, context, id) {
  const stream = new PassThrough()
  let written = false
  const posted = new Promise((resolve, reject) => {
    stream.once('readable', () => {
      written = true
      const headers = {
        'content-type': stream.contentType ?? 'application/octet-stream',
        'lambda-runtime-function-response-mode': 'streaming',
        trailer: 'lambda-runtime-function-error-type, lambda-runtime-function-error-body'
      }
      const options = { host, port, method: 'POST', path: `${base}/invocation/${id}/response`, headers, agent }
      const sent = request(options, (answer) => textOf(answer).then(resolve)).on('error', reject)
      stream.once('error', (error) => {
        sent.addTrailers({
          'lambda-runtime-function-error-type': error.name,
          'lambda-runtime-function-error-body': Buffer.from(errorOf(error)).toString('base64')
        })
        sent.end()
      })
      stream.pipe(sent)
    })
  })
  try {
    await handler(event, stream, context)
  } catch (error) {
    if (!written) return call('POST', `/invocation/${id}/error`, { body: errorOf(error) }).then(textOf)
    stream.destroy(error)
  }
  stream.end()
  return posted
}

const handler = await loadHandler().catch(async (error) => {
  await call('POST', '/init/error', { body: errorOf(error) }).then(textOf)
  process.exit(1)
})

for (;;) {
  const next = await call('GET', '/invocation/next')
  const { headers } = next
  const id = headers['lambda-runtime-aws-request-id']
  const deadline = Number(headers['lambda-runtime-deadline-ms'])
  const event = JSON.parse(await textOf(next))
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? ''
  const context = {
    awsRequestId: id,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    getRemainingTimeInMillis: () => deadline - Date.now()
  }
  if (handler[streaming] !== undefined) {
    await answerStreamed(handler, event, context, id)
    continue
  }
  await Promise.resolve().then(() => handler(event, context)).then(
    (result) => call('POST', `/invocation/${id}/response`, { body: JSON.stringify(result ?? null) }),
    (error) => call('POST', `/invocation/${id}/error`, { body: errorOf(error) })
  ).then(textOf)
}
