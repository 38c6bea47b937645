/**
 * The values of a form with those of `names` as the numbers that JSON needs; what is no number stays text, for the
 * service to name.
 */
export function parseNumbers (
  values: Record<string, string>, names: readonly string[]
): Record<string, string | number> {
  const parsed: Record<string, string | number> = { ...values }
  for (const name of names) {
    const value = Number(values[name])
    if (Number.isFinite(value)) parsed[name] = value
  }
  return parsed
}
