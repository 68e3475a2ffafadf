import { createHash } from 'node:crypto'
import type { Resource, ResourceClass, Tags } from '#lib/model/resource.ts'
import { tagOf } from '../ownership.ts'
import type { RegionFacts } from './region.ts'

export type Native = { readonly resourceClass: ResourceClass; readonly nativeId: string; readonly tags: Tags }

type Identity = Pick<
  Resource,
  | 'id'
  | 'resourceClass'
  | 'accountId'
  | 'region'
  | 'nativeId'
  | 'name'
  | 'tags'
  | 'team'
  | 'serviceTier'
  | 'exempt'
>

/** Who a resource is and whose: the same in every class. */
export function identityOf(facts: RegionFacts, { resourceClass, nativeId, tags }: Native): Identity {
  const { accountId, region, ownerOf } = facts
  const name = tagOf(tags, 'Name') ?? nativeId
  return {
    id: resourceId(`${accountId}/${region}/${resourceClass}/${nativeId}`),
    resourceClass,
    accountId,
    region,
    nativeId,
    name,
    tags,
    ...ownerOf({ accountId, region, nativeId, name, tags }),
  }
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** The first ten characters of the lowercase base32 (RFC 4648) of a SHA-256: 50 bits. */
export function resourceId(text: string): string {
  const digest = createHash('sha256').update(text).digest()
  let id = ''
  for (let i = 0; i < 10; i++) {
    const bit = i * 5
    const pair = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0)
    id += alphabet[(pair >> (11 - (bit & 7))) & 31]
  }
  return id
}

/** Partition of a region: China and GovCloud have their own. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
