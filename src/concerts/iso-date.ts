/** A date as 2024-01-31: the day that `now` is in UTC, or the one `days` later (earlier where it is negative). */
export function isoDate (now: Date, days = 0): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}
