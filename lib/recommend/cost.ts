import type { Resource } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import { monthlyUsd } from '#lib/model/units.ts'

/** List prices of one resource: of members by shape under its price key, and of a GiB of its storage. */
export type PriceList = {
  readonly byShape: ReadonlyMap<string, Price>
  /** Absent = the storage of this class is not priced with it. `null` = it should be and no price is known. */
  readonly storageGibMonthUsd?: number | null
}

/** A Multi-AZ instance pays for the volume of its standby too. */
function storageGibMonthUsd(resource: Resource, prices: readonly Price[]): number | null {
  const key = `${resource.facts.volumeType}-gib-month`
  const price = prices.find((candidate) => candidate.key === key)
  if (price === undefined) return null
  return monthlyUsd(price.hourlyUsd) * (resource.facts.multiAz === true ? 2 : 1)
}

export function priceListOf(resource: Resource, key: string, prices: readonly Price[]): PriceList {
  const byShape = new Map<string, Price>()
  for (const price of prices) {
    if (price.key !== key) continue
    const known = byShape.get(price.shape)
    if (known === undefined || known.asOf < price.asOf) byShape.set(price.shape, price)
  }
  if (resource.resourceClass !== 'rds-instance') return { byShape }
  return { byShape, storageGibMonthUsd: storageGibMonthUsd(resource, prices) }
}

/**
 * List price a month (730 h) of `members` of the shape and `storageGib` of storage; undefined without a price.
 * Storage without a known price counts nothing, and the option's note says so.
 */
export function monthlyCost(
  list: PriceList,
  size: { readonly shape: string; readonly members: number; readonly storageGib: number },
): number | undefined {
  const price = list.byShape.get(size.shape)
  if (price === undefined) return undefined
  return monthlyUsd(price.hourlyUsd) * size.members + (list.storageGibMonthUsd ?? 0) * size.storageGib
}
