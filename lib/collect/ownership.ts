import type { Resource, Tags } from '#lib/model/resource.ts'

/** Tags as AWS lists them; anyone in the account may write anything into them. */
export type TagPair = { readonly key?: string | undefined; readonly value?: string | undefined }

/** Keys with a meaning of our own. */
export const tierTag = 'headroom:tier'
export const exemptTag = 'headroom:exempt'
export const exemptUntilTag = 'headroom:exempt-until'
export const poolTag = 'headroom:gpu-pool'

/** What a rule of ownership may look at. */
export type Owned = Pick<Resource, 'accountId' | 'region' | 'nativeId' | 'name' | 'tags'>

/** How many texts had to be cleaned, by the record that came of it. */
const cleaned = new WeakMap<Tags, number>()

/**
 * Tags as a plain record that is safe to keep: NUL removed (Postgres text cannot hold it), half surrogate pairs
 * replaced (UTF-8 cannot), every key an own property, `__proto__` too; of a repeated key the first counts.
 */
export function safeTags(pairs: readonly TagPair[]): Tags {
  const tags = new Map<string, string>()
  let count = 0
  for (const { key = '', value = '' } of pairs) {
    const [name, text] = [clean(key), clean(value)]
    if (name !== key) count += 1
    if (text !== value) count += 1
    if (name !== '' && !tags.has(name)) tags.set(name, text)
  }
  // fromEntries defines properties and does not assign them: `__proto__` becomes an ordinary key.
  const record = Object.fromEntries(tags)
  if (count > 0) cleaned.set(record, count)
  return record
}

const clean = (text: string) => text.replaceAll('\0', '').toWellFormed()

/** How many keys and values of these tags could not be kept as they were. */
export function cleanedCount(tags: Tags): number {
  return cleaned.get(tags) ?? 0
}

/** The trimmed value of a tag; blank counts as absent. */
export function tagOf(tags: Tags, key: string): string | undefined {
  const value = Object.hasOwn(tags, key) ? tags[key]?.trim() : undefined
  return value === '' ? undefined : value
}
