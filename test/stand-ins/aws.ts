import type { Test } from 'tap'

const login = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example-secret-access-key'
}

/**
 * Points the SDK's clients at stand-ins, by the service's name as in AWS_ENDPOINT_URL_<service>, for the time of a
 * test.
 */
export function useStandIns (t: Test, urls: Record<string, string>): void {
  const before = { ...process.env }
  const given: Record<string, string> = { ...login }
  for (const [service, url] of Object.entries(urls)) given[`AWS_ENDPOINT_URL_${service}`] = url
  Object.assign(process.env, given)
  t.teardown(() => {
    for (const name of Object.keys(given)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = before[name]
    }
  })
}
