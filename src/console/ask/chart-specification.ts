import { isLosslessNumber } from 'lossless-json'
import { isObject } from '../../json/is-object.ts'

/** The specification with its rows' numbers as JavaScript has them, which is what a picture needs. */
export function toPlainNumbers (specification: object): object {
  const json = JSON.stringify(specification, (_name, value: unknown) => isLosslessNumber(value) ? Number(value) : value)
  const copy: unknown = JSON.parse(json)
  return isObject(copy) ? copy : {}
}
