import type { Test } from 'tap'
import { createReaderRole } from '../../src/postgres/reader-role.ts'
import { noteSecret, startApp, startPostgres, type TestPostgres } from '../helper.ts'
import { startGemini, type GeminiAnswer, type GeminiModel } from '../stand-ins/gemini.ts'
import { settingsOf } from '../template.ts'

const password = noteSecret('reader-password-0123456789')
export const apiKey = noteSecret('gemini-key-0123456789abcdef')

/** The demo with the role that /ask reads as. */
export async function startReadDemo (t: Test): Promise<TestPostgres> {
  const postgres = await startPostgres(t, { demo: true })
  const { events: owner } = settingsOf(postgres.url)
  if (owner === null) throw new Error('no settings')
  await createReaderRole({ owner, password, schemas: null })
  return postgres
}

/** An answer for each call in turn, the last again and again; the sentences about rows apart. */
export function inTurn (...answers: GeminiAnswer[]): GeminiModel {
  let turn = 0
  return ({ streams }) => {
    if (streams) return { text: ['Los datos ', 'dicen esto.'] }
    return answers[Math.min(turn++, answers.length - 1)] ?? 'hang'
  }
}

/** The app on the demo, its queries written by a stand-in of Gemini. */
export async function startAsk (
  t: Test, postgres: TestPostgres, model: GeminiModel, env: Record<string, string> = {}
) {
  const gemini = await startGemini(t, model)
  const { app } = await startApp(t, {
    DATABASE_URL: postgres.url,
    ASK_READER_PASSWORD: password,
    GEMINI_API_KEY: apiKey,
    GEMINI_BASE_URL: gemini.url,
    GEMINI_MODEL: 'gemini-test',
    ...env
  })
  const ask = async (body: object) => {
    const answer = await app.inject({ method: 'POST', url: '/ask', payload: body })
    return { status: answer.statusCode, body: answer.json() }
  }
  return { gemini, app, ask }
}

export const count = { sql: 'SELECT count(*) AS clientes FROM clientes', explanation: 'Número de clientes' }
export const many = { sql: 'SELECT nombre, tipo FROM clientes ORDER BY codigo_bic' }
