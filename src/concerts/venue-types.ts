const codes = new Map([['stadium', 5], ['arena', 4], ['theater', 3], ['amphitheater', 3], ['club', 2], ['outdoor', 1]])

/** The models' number for a kind of venue; undefined for a kind that they do not know. */
export function typeCodeOf (venueType: string): number | undefined {
  return codes.get(venueType.toLowerCase())
}

/** The middle one, for kinds that have none. */
export const commonTypeCode = 3
