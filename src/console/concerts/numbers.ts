/** The values of a form with those of `names` as the numbers that JSON needs; what is no number stays text, for the service to name. */
export function withNumbers (values: Record<string, string>, names: readonly string[]): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, names.includes(name) && Number.isFinite(Number(value)) ? Number(value) : value]))
}
