import { useState } from 'react'
import { Chat } from './chat.tsx'
import { Prediction } from './prediction.tsx'
import { Recommendations } from './recommendations.tsx'
import { Venues } from './venues.tsx'

/** Where concerts fill their seats, what a concert will sell, what to hear next, and somebody to ask. */
export default function ConcertsTab () {
  const [venue, setVenue] = useState<{ id: string } | null>(null)
  return (
    <>
      <Venues onPick={(id) => setVenue({ id })} />
      <div className='side-by-side'>
        <Prediction venue={venue} />
        <Recommendations />
      </div>
      <Chat />
    </>
  )
}
