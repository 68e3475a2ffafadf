import type { Resource, ServiceTier, Tags } from '#lib/model/resource.ts'
import { serviceTiers } from '#lib/model/resource.ts'

/** Tags as AWS lists them; anyone in the account may write anything into them. */
export type TagPair = { readonly key?: string | undefined; readonly value?: string | undefined }

/** Keys with a meaning of our own. */
export const tierTag = 'headroom:tier'
export const exemptTag = 'headroom:exempt'
export const poolTag = 'headroom:gpu-pool'

const nonProduction =
  /^(dev|devel|development|test|testing|qa|stage|staging|sandbox|non-?prod|non-?production|preprod)$/i

/**
 * Tags as a plain record that is safe to keep: NUL removed (Postgres text cannot hold it), every key an own
 * property, `__proto__` too; of a repeated key the first counts.
 */
export function safeTags(pairs: readonly TagPair[]): Tags {
  const tags = new Map<string, string>()
  for (const { key, value } of pairs) {
    const name = clean(key ?? '')
    if (name !== '' && !tags.has(name)) tags.set(name, clean(value ?? ''))
  }
  // fromEntries defines properties and does not assign them: `__proto__` becomes an ordinary key.
  return Object.fromEntries(tags)
}

const clean = (text: string) => text.replaceAll('\0', '').toWellFormed()

export type Ownership = Pick<Resource, 'team' | 'serviceTier' | 'exempt'>

/** Who owns a resource and how much its failure hurts. The first of `teamTagKeys` that has a value names the team. */
export function ownershipOf(tags: Tags, teamTagKeys: readonly string[]): Ownership {
  const team = teamTagKeys.map((key) => tagOf(tags, key)).find((value) => value !== undefined)
  const exempt = tagOf(tags, exemptTag)?.toLowerCase()
  return {
    serviceTier: tierOf(tags),
    ...(team === undefined ? {} : { team }),
    ...(exempt === 'dr' || exempt === 'standby' ? { exempt } : {}),
  }
}

function tierOf(tags: Tags): ServiceTier {
  const tier = serviceTiers.find((known) => known === tagOf(tags, tierTag)?.toLowerCase())
  if (tier) return tier
  const environment = tagOf(tags, 'env') ?? tagOf(tags, 'environment') ?? ''
  return nonProduction.test(environment) ? 'non-production' : 'tier-2'
}

/** The trimmed value of a tag; blank counts as absent. */
export function tagOf(tags: Tags, key: string): string | undefined {
  const value = Object.hasOwn(tags, key) ? tags[key]?.trim() : undefined
  return value === '' ? undefined : value
}
