import { readFileSync } from 'node:fs'
import { awsLambdaFastify } from '@fastify/aws-lambda'
import Fastify from 'fastify'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 2 })
const statement = JSON.parse(readFileSync(new URL('./statement.json', import.meta.url), 'utf8')) as { text: string, values: unknown[] }

const app = Fastify()
app.get('/sales', async () => (await pool.query(statement)).rows)

export const handler = awsLambdaFastify(app)
await app.ready()
