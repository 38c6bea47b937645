import { awsLambdaFastify } from '@fastify/aws-lambda'
import Fastify from 'fastify'

const app = Fastify()
app.get('/health', async () => ({ hello: 'world' }))

export const handler = awsLambdaFastify(app)
await app.ready()
