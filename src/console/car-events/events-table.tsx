import { instant } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Table } from '../parts/table.tsx'
import type { EventHead } from './latest-events.tsx'

/** Events by their heads. */
export function EventsTable ({ caption, events, onOpen }: { caption: string, events: readonly EventHead[], onOpen?: (uuid: string) => void }) {
  const { events: say } = texts
  return (
    <Table
      caption={caption} rows={events} keyOf={({ event_id: id }) => id}
      columns={[
        { name: 'created', label: say.created, cell: (event) => instant(event.created_date) },
        { name: 'name', label: say.name, cell: (event) => event.event_name },
        { name: 'type', label: say.type, cell: (event) => event.event_type },
        { name: 'id', label: say.id, cell: ({ event_id: id }) => onOpen === undefined ? id : <button type='button' className='chip' aria-label={`${say.open}: ${id}`} onClick={() => onOpen(id)}>{id}</button> }
      ]}
    />
  )
}
