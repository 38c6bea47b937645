import t from 'tap'
import { loadConfig } from '../../src/config/config.ts'

const redshift = { REDSHIFT_DATABASE: 'dw', REDSHIFT_CLUSTER_ID: 'c', REDSHIFT_DB_USER: 'u' }

t.test('Redshift is a workgroup before a cluster, and a secret before a user', async (t) => {
  const targetOf = (env: Record<string, string>) => loadConfig(env).warehouse?.target
  t.same(targetOf(redshift), { ClusterIdentifier: 'c', DbUser: 'u' })
  t.same(targetOf({ ...redshift, REDSHIFT_SECRET_ARN: 's' }), { ClusterIdentifier: 'c', SecretArn: 's' })
  t.same(targetOf({ ...redshift, REDSHIFT_WORKGROUP: 'w' }), { WorkgroupName: 'w' })
  t.equal(targetOf({ REDSHIFT_WORKGROUP: 'w' }), undefined, 'without a database there is none')
})

t.test('a service that is set up by half is none', async (t) => {
  t.equal(loadConfig({ BEDROCK_AGENT_ID: 'a' }).chat, null)
  t.equal(loadConfig({ ATHENA_WORKGROUP: 'w' }).purchases.athena, null)
  const { athena } = loadConfig({ ATHENA_WORKGROUP: 'w', ATHENA_DATABASE: 'd' }).purchases
  t.match(athena, { workgroup: 'w', output: null })
})

t.test('the stage of purchases is the environment\'s where it has no name of its own', async (t) => {
  t.match(loadConfig({ ENVIRONMENT: 'prod', PURCHASES_CURRENCY: 'eur' }).purchases, { stage: 'prod', currency: 'EUR' })
  t.equal(loadConfig({ ENVIRONMENT: 'prod', STAGE: 'blue' }).purchases.stage, 'blue')
})
