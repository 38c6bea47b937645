import type { SchemaCache } from '../catalogue/schema-cache.ts'
import type { ConversationStore } from '../conversation-store.ts'
import type { ExampleStore } from '../example-store.ts'
import type { Reader } from '../reader/reader.ts'
import type { Writer } from '../writer/writer.ts'

/** Everything that a question needs. */
export interface AskDeps {
  schema: SchemaCache
  reader: Reader
  writer: Writer
  examples: ExampleStore
  conversations: ConversationStore
}
