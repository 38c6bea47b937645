import type { OpenAPIV3 } from 'openapi-types'
import openapiTypescript, { astToString } from 'openapi-typescript'

const head = '/** Made by `npm run client` from the OpenAPI document. */\n'

/** The types of every route (`paths`, `operations`) as the text of a declaration file, for openapi-fetch. */
export async function clientTypes (document: OpenAPIV3.Document): Promise<string> {
  // it knows OpenAPI 3.1, whose types the ones of 3.0 do not fit
  return head + astToString(await openapiTypescript(JSON.stringify(document)))
}
