import { texts } from '../language/texts.ts'

export const venueTypes = ['stadium', 'arena', 'theater', 'amphitheater', 'club', 'outdoor'] as const

/** The type in the page's language, where it is one of them. */
export function formatVenueType (name: string): string {
  const type = venueTypes.find((one) => one === name)
  return type === undefined ? name : texts.concerts.types[type]
}
