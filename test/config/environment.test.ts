import { readFileSync } from 'node:fs'
import t from 'tap'
import { environmentSchema, readVariables } from '../../src/config/environment.ts'

/** Those that nobody who configures the app sets: the runtime does, or it is there for older environments only. */
const unlisted = ['AWS_LAMBDA_FUNCTION_NAME', 'DB_CONECTION']

t.test('an empty variable is an unset one, and words may be written in any case and spacing', async (t) => {
  const problems: string[] = []
  t.match(readVariables({ LOG_LEVEL: 'WARN', PORT: '', AUTH: ' ' }, problems), { LOG_LEVEL: 'warn', PORT: 3000 })
  t.match(readVariables({ AUTH: 'API-Key, JWT' }, problems), { AUTH: 'api-key,jwt' })
  t.same(problems, [])
})

t.test('a wrong variable is noted and gets its default, the others are read', async (t) => {
  const problems: string[] = []
  t.match(readVariables({ PORT: '5.5', MAX_BULK_EVENTS: '12' }, problems), { PORT: 3000, MAX_BULK_EVENTS: 12 })
  t.match(problems, [/^PORT /])
})

t.test('.env.example and docs/configuration.md name every variable, with its default', async (t) => {
  const example = readFileSync('.env.example', 'utf8')
  const document = readFileSync('docs/configuration.md', 'utf8')
  const lines = example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=(.*)$/gm)
  const set = new Map([...lines].map(([, name = '', value]) => [name, value]))
  const own = Object.entries(environmentSchema.properties).filter(([name]) => !unlisted.includes(name))
  for (const [name, schema] of own) {
    t.ok(set.has(name), `.env.example has ${name}`)
    t.match(document, name, `docs/configuration.md has ${name}`)
    if ('default' in schema) t.equal(set.get(name), String(schema.default), `${name}'s default`)
  }
  t.same([...set.keys()].filter((name) => !Object.hasOwn(environmentSchema.properties, name)), [], 'and no other')
})
