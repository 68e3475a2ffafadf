import type { Tags } from '../model/resource.ts'

/**
 * Tags as they were stored. Keys are data, `__proto__` too, which a schema of records would drop. Throws where the
 * value is not one of texts by key.
 */
export function toTags(value: unknown): Tags {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (isRecord && Object.values(value).every((text) => typeof text === 'string')) {
    return Object.fromEntries(Object.entries(value))
  }
  throw new Error(`stored tags are not texts by key: ${JSON.stringify(value)}`)
}
