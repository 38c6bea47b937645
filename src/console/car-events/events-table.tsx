import { Table } from '../components/table.tsx'
import { instant } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import type { EventSummary } from './types.ts'

interface EventsTableProps {
  caption: string
  events: readonly EventSummary[]
  onOpen?: (uuid: string) => void
}

/** Events by what they are called. */
export function EventsTable ({ caption, events, onOpen }: EventsTableProps) {
  const { events: labels } = texts
  return (
    <Table
      caption={caption} rows={events} keyOf={({ event_id: id }) => id}
      columns={[
        { name: 'created', label: labels.created, cell: (event) => instant(event.created_date) },
        { name: 'name', label: labels.name, cell: (event) => event.event_name },
        { name: 'type', label: labels.type, cell: (event) => event.event_type },
        { name: 'id', label: labels.id, cell: ({ event_id: id }) => <EventId id={id} onOpen={onOpen} /> }
      ]}
    />
  )
}

function EventId ({ id, onOpen }: Pick<EventsTableProps, 'onOpen'> & { id: string }) {
  if (onOpen === undefined) return id
  const label = `${texts.events.open}: ${id}`
  return <button type='button' className='chip' aria-label={label} onClick={() => onOpen(id)}>{id}</button>
}
