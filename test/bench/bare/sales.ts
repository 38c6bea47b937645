import { readFileSync } from 'node:fs'
import { awsLambdaFastify } from '@fastify/aws-lambda'
import Fastify from 'fastify'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 2 })
const statement: { text: string, values: unknown[] } = JSON.parse(
  readFileSync(new URL('./statement.json', import.meta.url), 'utf8')
)

const app = Fastify()
app.get('/sales', async () => (await pool.query(statement)).rows)

export const handler = awsLambdaFastify(app)
await app.ready()
