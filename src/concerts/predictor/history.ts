import type { Known } from '../tickets/features.ts'

/** A completed concert, as history.sql gives them. */
export type PastConcert = {
  concert_id: string
  artist_id: string
  venue_id: string
  event_date: string
  days_until_event: number
  attendance: number
  revenue: number
  rate: number
  popularity: number
  genre: string
  capacity: number
  venue_type: string
  city: string
  state: string
  price_low: number
  price_high: number
  price_avg: number
}

class Mean {
  #sum = 0
  count = 0
  max = -Infinity

  add (value: number): void {
    this.#sum += value
    this.count++
    this.max = Math.max(this.max, value)
  }

  get value (): number | null {
    return this.count === 0 ? null : this.#sum / this.count
  }
}

/** Means by a key, made when first asked for. */
class Means {
  readonly all = new Map<string, Mean>()

  of (...key: string[]): Mean {
    const name = key.join('\u001F')
    const mean = this.all.get(name) ?? new Mean()
    this.all.set(name, mean)
    return mean
  }
}

/**
 * What was known of each concert before its day, as features.sql says it of one: the concerts go by in the order of
 * time, and a day's are added to the history when all of them have been looked at.
 */
export function knownBefore (concerts: readonly PastConcert[], genrePopularity: ReadonlyMap<string, number>): Known[] {
  const [attendance, revenue, low, high, venueRate, cityRate, pair] = [new Means(), new Means(), new Means(), new Means(), new Means(), new Means(), new Means()]
  const alike = new Map<string, { popularity: number, attendance: number }[]>()
  const everyone = 'everyone'

  const know = (concert: PastConcert): Known => {
    const { artist_id: artist, venue_id: venue, city, state } = concert
    const similar = new Mean()
    for (const one of alike.get(`${concert.genre}\u001F${concert.venue_type}`) ?? []) {
      if (Math.abs(one.popularity - concert.popularity) <= 10) similar.add(one.attendance)
    }
    const pairs = pair.of(artist, venue)
    return {
      event_date: concert.event_date,
      venue_type: concert.venue_type,
      days_until_event: concert.days_until_event,
      price_avg: concert.price_avg,
      artist_popularity: concert.popularity,
      artist_avg_attendance: attendance.of(artist).value,
      artist_total_concerts: attendance.of(artist).count,
      artist_avg_revenue: revenue.of(artist).value,
      genre_popularity: genrePopularity.get(concert.genre) ?? concert.popularity,
      venue_capacity: concert.capacity,
      venue_attendance_rate: venueRate.of(venue).value,
      venue_popularity_rank: rankOf(venue, venueRate),
      location_popularity: cityRate.of(city, state).value,
      pair_avg_attendance: pairs.value,
      pair_max_attendance: pairs.value === null ? null : pairs.max,
      similar_avg_attendance: similar.value,
      low_ratio: low.of(artist).value,
      high_ratio: high.of(artist).value,
      population_attendance: attendance.of(everyone).value,
      population_revenue: revenue.of(everyone).value,
      population_rate: cityRate.of(everyone).value,
      population_low_ratio: low.of(everyone).value,
      population_high_ratio: high.of(everyone).value,
      population_venues: [...venueRate.all.values()].filter(({ count }) => count > 0).length
    }
  }

  const learn = (concert: PastConcert): void => {
    const { artist_id: artist, venue_id: venue, city, state } = concert
    for (const who of [artist, everyone]) {
      attendance.of(who).add(concert.attendance)
      revenue.of(who).add(concert.revenue)
      low.of(who).add(concert.price_low / concert.price_avg)
      high.of(who).add(concert.price_high / concert.price_avg)
    }
    venueRate.of(venue).add(concert.rate)
    cityRate.of(city, state).add(concert.rate)
    cityRate.of(everyone).add(concert.rate)
    pair.of(artist, venue).add(concert.attendance)
    const key = `${concert.genre}\u001F${concert.venue_type}`
    alike.set(key, [...alike.get(key) ?? [], { popularity: concert.popularity, attendance: concert.attendance }])
  }

  const known: Known[] = []
  for (let from = 0; from < concerts.length;) {
    let to = from
    while (to < concerts.length && concerts[to]?.event_date === concerts[from]?.event_date) to++
    const day = concerts.slice(from, to)
    known.push(...day.map(know))
    day.forEach(learn)
    from = to
  }
  return known
}

/** 1 for the venue that was fullest; ties go by venue_id, as in features.sql. */
function rankOf (venue: string, rates: Means): number | null {
  const own = rates.of(venue).value
  if (own === null) return null
  let rank = 1
  for (const [other, { value }] of rates.all) {
    if (value !== null && (value > own + 5e-10 || (Math.abs(value - own) <= 5e-10 && other < venue))) rank++
  }
  return rank
}
