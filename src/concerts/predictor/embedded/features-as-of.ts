import type { FeatureInputs } from '../../tickets/features.ts'

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

/** The key under which the means over all artists and cities stand. */
const everyone = 'everyone'

/** Popularity, of 100, by which concerts of one genre and one kind of venue may differ and still be similar. */
const maxPopularityGap = 10

/** The concerts that have gone by, as far as the features of a later one need them. */
class History {
  readonly #attendance = new Means()
  readonly #revenue = new Means()
  readonly #lowRatio = new Means()
  readonly #highRatio = new Means()
  readonly #venueRate = new Means()
  readonly #cityRate = new Means()
  readonly #pairAttendance = new Means()
  readonly #similar = new Map<string, { popularity: number, attendance: number }[]>()
  readonly #genrePopularity: ReadonlyMap<string, number>

  constructor (genrePopularity: ReadonlyMap<string, number>) {
    this.#genrePopularity = genrePopularity
  }

  /** What is known of a concert that is still to come. */
  inputsOf (concert: PastConcert): FeatureInputs {
    const { artist_id: artist, venue_id: venue, city, state } = concert
    const pair = this.#pairAttendance.of(artist, venue)
    return {
      event_date: concert.event_date,
      venue_type: concert.venue_type,
      days_until_event: concert.days_until_event,
      price_avg: concert.price_avg,
      artist_popularity: concert.popularity,
      artist_avg_attendance: this.#attendance.of(artist).value,
      artist_total_concerts: this.#attendance.of(artist).count,
      artist_avg_revenue: this.#revenue.of(artist).value,
      genre_popularity: this.#genrePopularity.get(concert.genre) ?? concert.popularity,
      venue_capacity: concert.capacity,
      venue_attendance_rate: this.#venueRate.of(venue).value,
      venue_popularity_rank: rankOf(venue, this.#venueRate),
      location_popularity: this.#cityRate.of(city, state).value,
      pair_avg_attendance: pair.value,
      pair_max_attendance: pair.value === null ? null : pair.max,
      similar_avg_attendance: this.#similarTo(concert).value,
      low_ratio: this.#lowRatio.of(artist).value,
      high_ratio: this.#highRatio.of(artist).value,
      population_attendance: this.#attendance.of(everyone).value,
      population_revenue: this.#revenue.of(everyone).value,
      population_rate: this.#cityRate.of(everyone).value,
      population_low_ratio: this.#lowRatio.of(everyone).value,
      population_high_ratio: this.#highRatio.of(everyone).value,
      population_venues: [...this.#venueRate.all.values()].filter(({ count }) => count > 0).length
    }
  }

  add (concert: PastConcert): void {
    const { artist_id: artist, venue_id: venue, city, state } = concert
    for (const who of [artist, everyone]) {
      this.#attendance.of(who).add(concert.attendance)
      this.#revenue.of(who).add(concert.revenue)
      this.#lowRatio.of(who).add(concert.price_low / concert.price_avg)
      this.#highRatio.of(who).add(concert.price_high / concert.price_avg)
    }
    this.#venueRate.of(venue).add(concert.rate)
    this.#cityRate.of(city, state).add(concert.rate)
    this.#cityRate.of(everyone).add(concert.rate)
    this.#pairAttendance.of(artist, venue).add(concert.attendance)
    const key = similarityKey(concert)
    const { popularity, attendance } = concert
    this.#similar.set(key, [...this.#similar.get(key) ?? [], { popularity, attendance }])
  }

  #similarTo (concert: PastConcert): Mean {
    const mean = new Mean()
    for (const { popularity, attendance } of this.#similar.get(similarityKey(concert)) ?? []) {
      if (Math.abs(popularity - concert.popularity) <= maxPopularityGap) mean.add(attendance)
    }
    return mean
  }
}

function similarityKey ({ genre, venue_type: venueType }: PastConcert): string {
  return `${genre}\u001F${venueType}`
}

/**
 * What was known of each concert before its day, as features.sql says it of one. `concerts` are in the order of time;
 * a day's are added to the history when all of them have been looked at, so that none knows of another.
 */
export function featuresAsOf (
  concerts: readonly PastConcert[], genrePopularity: ReadonlyMap<string, number>
): FeatureInputs[] {
  const history = new History(genrePopularity)
  const inputs: FeatureInputs[] = []
  for (let from = 0; from < concerts.length;) {
    let to = from
    while (to < concerts.length && concerts[to]?.event_date === concerts[from]?.event_date) to++
    const day = concerts.slice(from, to)
    for (const concert of day) inputs.push(history.inputsOf(concert))
    for (const concert of day) history.add(concert)
    from = to
  }
  return inputs
}

/** Shares that differ by less than this are a tie: features.sql compares them to nine digits. */
const rateTolerance = 5e-10

/** 1 for the venue that was fullest; ties go by venue_id, as in features.sql. */
function rankOf (venue: string, rates: Means): number | null {
  const own = rates.of(venue).value
  if (own === null) return null
  let rank = 1
  for (const [other, { value }] of rates.all) {
    if (value === null) continue
    const isTie = Math.abs(value - own) <= rateTolerance
    if (value > own + rateTolerance || (isTie && other < venue)) rank++
  }
  return rank
}
