import { parse, type LosslessNumber } from 'lossless-json'
import { isObject } from '../json/is-object.ts'
import type { ObjectStore } from './objects/objects.ts'

/** Numbers are LosslessNumbers: each keeps every digit until it is JSON. */
export type Json = string | number | boolean | null | LosslessNumber | Json[] | JsonObject
export interface JsonObject { [name: string]: Json }

/** A document of the archive by the object that a query named. Throws an Error where it is gone or is none. */
export async function readDocument (objects: ObjectStore, object: string, signal: AbortSignal): Promise<JsonObject> {
  const key = object.slice(object.indexOf('compras/'))
  const body = await objects.read(key, signal)
  if (body === null) throw new Error(`the archive's object ${key} is gone`)
  const document: unknown = parse(body)
  if (!isJsonObject(document)) throw new Error(`the archive's object ${key} is no document`)
  return document
}

/** The purchase itself, with what it comes to. */
export function purchaseIn ({ metadata: _metadata, ...purchase }: JsonObject): JsonObject {
  return purchase
}

/** What a document says of the change that it was written for. */
export function metadataIn ({ metadata }: JsonObject): JsonObject {
  return isJsonObject(metadata) ? metadata : {}
}

/** Whether what `parse` made of JSON is an object. */
function isJsonObject (value: unknown): value is JsonObject {
  return isObject(value) && !('isLosslessNumber' in value)
}
