import { useCallback, useState } from 'react'
import { BulkDrop } from './bulk-drop.tsx'
import { EntityView } from './entity-view.tsx'
import { EventForm } from './event-form.tsx'
import { LatestEvents } from './latest-events.tsx'

/** What happened to cars and loans, and ways to tell of more. */
export default function CarEventsTab () {
  const [stored, setStored] = useState(0)
  const told = useCallback(() => setStored((count) => count + 1), [])
  return (
    <>
      <LatestEvents stored={stored} />
      <EntityView stored={stored} />
      <div className='side-by-side'>
        <EventForm onStored={told} />
        <BulkDrop onStored={told} />
      </div>
    </>
  )
}
