import type { Ask } from '../ask/service.ts'
import type { Concierge } from '../concerts/concierge/concierge.ts'
import type { Predictor } from '../concerts/predictor/predictor.ts'
import type { Warehouse } from '../concerts/warehouse/warehouse.ts'
import type { Database } from '../postgres/database.ts'
import type { QueryEngine } from '../purchases/engine/engine.ts'
import type { ObjectStore } from '../purchases/objects/objects.ts'

/** Every outside system that the app stands on, each by its cloud or its embedded adapter; null: not configured. */
export interface Ports {
  sales: Database | null
  events: Database | null
  warehouse: Warehouse | null
  /** Tickets that a concert will sell. */
  tickets: Predictor | null
  /** How popular a venue will be. */
  venueForecast: Predictor | null
  /** Who answers in the chat. */
  concierge: Concierge | null
  /** Who answers questions about the data. */
  ask: Ask | null
  /** Where the changes of purchases are archived. */
  archive: ObjectStore | null
  /** What runs queries over the archive. */
  archiveEngine: QueryEngine | null
}
