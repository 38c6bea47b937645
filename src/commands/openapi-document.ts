import type { OpenAPIV3 } from 'openapi-types'
import { buildApp } from '../app.ts'
import { loadConfig } from '../config/config.ts'
import { createLogger } from '../log/log.ts'
import { createPlatform } from '../platform/platform.ts'

/** The OpenAPI document, as the app serves it with nothing configured. */
export async function openApiDocument (): Promise<OpenAPIV3.Document> {
  const config = loadConfig({ LOG_LEVEL: 'silent' })
  const log = createLogger(config)
  const app = await buildApp({ config, log, platform: await createPlatform(config, log, null) })
  try {
    return (await app.inject('/openapi.json')).json<OpenAPIV3.Document>()
  } finally {
    await app.close()
  }
}
