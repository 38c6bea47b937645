import t from 'tap'
import { decide, failureOf, type Decision, type Failure, type FailedTry } from '../../src/postgres/retry.ts'

const everyTry = (failure: Failure): Omit<FailedTry, 'tries'>[] => [
  { failure, isConnected: false, canResend: false },
  { failure, isConnected: false, canResend: true },
  { failure, isConnected: true, canResend: false },
  { failure, isConnected: true, canResend: true }
]

/** What becomes of a first failure: not connected; the same, may be resent; connected; the same, may be resent. */
const table: Record<Failure, [Decision, Decision, Decision, Decision]> = {
  'connection lost': ['again', 'again', 'give up', 'again'],
  'login refused': ['again with a new login', 'again with a new login', 'give up', 'give up'],
  contention: ['give up', 'again', 'give up', 'again'],
  other: ['give up', 'give up', 'give up', 'give up']
}

for (const failure of ['connection lost', 'login refused', 'contention', 'other'] as const) {
  t.test(`after "${failure}" what is known of the try decides`, async (t) => {
    for (const [place, known] of everyTry(failure).entries()) {
      t.equal(decide({ ...known, tries: 1 }), table[failure][place], JSON.stringify(known))
    }
  })
}

t.test('a connection is sought without a count, a contended transaction runs five times', async (t) => {
  const known = { isConnected: true, canResend: true }
  t.equal(decide({ failure: 'connection lost', ...known, tries: 100 }), 'again')
  t.equal(decide({ failure: 'contention', ...known, tries: 5 }), 'again')
  t.equal(decide({ failure: 'contention', ...known, tries: 6 }), 'give up')
})

t.test('errors are told apart by their codes', async (t) => {
  const ofServer = (code: string) => Object.assign(new Error(code), { severity: 'ERROR', code })
  for (const [code, failure] of [
    ['57P01', 'connection lost'], ['08006', 'connection lost'], ['28P01', 'login refused'], ['28000', 'login refused'],
    ['40P01', 'contention'], ['40001', 'contention'], ['23505', 'other'], ['57014', 'other']
  ] as const) {
    t.equal(failureOf(ofServer(code), { readOnly: false }), failure, code)
  }
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  t.equal(failureOf(refused, { readOnly: true }), 'connection lost')
  t.equal(failureOf(new Error('Connection terminated unexpectedly'), { readOnly: true }), 'connection lost')
})

t.test('a server that only reads since a failover is lost to a login that writes, and to no other', async (t) => {
  const error = Object.assign(new Error('cannot execute INSERT'), { severity: 'ERROR', code: '25006' })
  t.equal(failureOf(error, { readOnly: false }), 'connection lost')
  t.equal(failureOf(error, { readOnly: true }), 'other')
})
