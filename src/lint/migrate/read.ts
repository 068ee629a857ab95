import { isObject, type Json, type JsonObject } from '../../resource/json.ts'

/** The parts of somebody else's settings, whatever they really hold. */
export const mapAt = (value: Json | undefined, key: string): JsonObject => {
  const inner = isObject(value) ? value[key] : undefined
  return isObject(inner) ? inner : {}
}

export const textsAt = (value: Json | undefined, key: string): string[] => {
  const inner = isObject(value) ? value[key] : undefined
  if (typeof inner === 'string') return inner.split(',').map(text => text.trim())
  return Array.isArray(inner) ? inner.filter(item => typeof item === 'string') : []
}

export const objectsAt = (value: Json | undefined, key: string): JsonObject[] => {
  const inner = isObject(value) ? value[key] : undefined
  return Array.isArray(inner) ? inner.filter(isObject) : []
}
