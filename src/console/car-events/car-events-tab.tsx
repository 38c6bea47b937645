import { useState } from 'react'
import { createRefresh } from '../client/refresh.ts'
import { BulkUpload } from './bulk-upload.tsx'
import { EntityView } from './entity-view.tsx'
import { EventForm } from './event-form.tsx'
import { LatestEvents } from './latest-events.tsx'

/** What happened to cars and loans, and ways to tell of more; what is shown is fetched anew when more is stored. */
export default function CarEventsTab () {
  const [refresh] = useState(createRefresh)
  const { request: refreshAll } = refresh
  return (
    <>
      <LatestEvents refresh={refresh} />
      <EntityView refresh={refresh} />
      <div className='side-by-side'>
        <EventForm onStored={refreshAll} />
        <BulkUpload onStored={refreshAll} />
      </div>
    </>
  )
}
