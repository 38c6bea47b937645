import { isObject } from '../../json/is-object.ts'

/** Whether a value of parsed JSON is an object whose members `names` are all texts. */
export function hasTexts<Name extends string> (value: unknown, ...names: Name[]): value is Record<Name, string> {
  return isObject(value) && names.every((name) => typeof value[name] === 'string')
}

export function isListOf<T> (value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isItem)
}

export function isText (value: unknown): value is string {
  return typeof value === 'string'
}

/**
 * `value` as the type that `isExpected` looks for. Throws a TypeError, which the page shows, where the service sent
 * something else under the name `name`.
 */
export function checked<T> (name: string, value: unknown, isExpected: (value: unknown) => value is T): T {
  if (isExpected(value)) return value
  throw new TypeError(`${name} is not what the API's document says`)
}
