import type { operations } from '../client/openapi.d.ts'
import { Table, type Column } from '../components/table.tsx'
import { integer, number, percent } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { formatVenueType } from './venue-types.ts'

type Venue = operations['rankVenues']['responses']['200']['content']['application/json']['venues'][number]

interface VenuesTableProps {
  venues: readonly Venue[]
  onPick: (venue: string) => void
}

/** Venues by rank; the forecast is a column only where one was asked for. */
export function VenuesTable ({ venues, onPick }: VenuesTableProps) {
  const { concerts: labels } = texts
  const hasForecast = venues.some(({ popularity_forecast: forecast }) => forecast !== undefined)
  const numeric = true
  const columns: Column<Venue>[] = [
    { name: 'rank', label: labels.rank, numeric, cell: (venue) => venue.popularity_rank },
    { name: 'venue', label: labels.venue, cell: (venue) => venue.name },
    { name: 'pick', label: labels.predict, cell: (venue) => <PickButton venue={venue} onPick={onPick} /> },
    { name: 'city', label: labels.city, cell: (venue) => `${venue.city}, ${venue.state}` },
    { name: 'type', label: labels.type, cell: (venue) => formatVenueType(venue.venue_type) },
    { name: 'capacity', label: labels.capacity, numeric, cell: (venue) => integer(venue.capacity) },
    { name: 'concerts', label: labels.concerts, numeric, cell: (venue) => integer(venue.total_concerts) },
    { name: 'attendance', label: labels.attendance, numeric, cell: attendanceOf },
    { name: 'revenue', label: labels.revenue, numeric, cell: (venue) => integer(venue.revenue_per_event) },
    { name: 'frequency', label: labels.frequency, numeric, cell: (venue) => number(venue.booking_frequency) }
  ]
  if (hasForecast) {
    const cell = ({ popularity_forecast: forecast = NaN }: Venue) => number(forecast)
    columns.push({ name: 'forecast', label: labels.forecast, numeric, cell })
  }
  return <Table caption={labels.venues} columns={columns} rows={venues} keyOf={({ venue_id: id }) => id} />
}

function PickButton ({ venue: { name, venue_id: id }, onPick }: Pick<VenuesTableProps, 'onPick'> & { venue: Venue }) {
  const label = texts.concerts.predict_here
  return (
    <button type='button' className='chip' aria-label={`${label}: ${name}`} onClick={() => onPick(id)}>{label}</button>
  )
}

function attendanceOf ({ avg_attendance_rate: share }: Venue) {
  return <>{percent(share)} <meter min={0} max={1} value={share} aria-hidden='true' /></>
}
