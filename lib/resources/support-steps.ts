import type { Resource } from '#lib/model/resource.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import {
  type SupportYear,
  supportCostSteps,
  supportDatesIn,
  supportOn,
  supportPriceKey,
  supportStateOn,
} from './extended-support.ts'

const years: readonly SupportYear[] = ['year-1-2', 'year-3']

export type SupportStep = {
  readonly fromDay: string
  /** Dollars a month that are added from then on. */
  readonly addedMonthlyUsd: number
  readonly engine: string
  readonly engineVersion: string
}

/**
 * What Extended Support of one database adds from each of its days on: the first band, then what the third year costs
 * more. Empty for what is no database, has no dates or prices, or opted out.
 */
export function supportSteps(
  resource: Resource,
  {
    shapes,
    prices,
    day,
  }: { readonly shapes: readonly Shape[]; readonly prices: readonly Price[]; readonly day: string },
): readonly SupportStep[] {
  const { engine, engineVersion, multiAz, extendedSupport } = resource.facts
  if (typeof engine !== 'string' || typeof engineVersion !== 'string') return []
  const dates = supportDatesIn(resource.facts) ?? supportOn({ engine, engineVersion, day })
  if (dates === undefined) return []
  const { charged } = supportStateOn(dates, day)
  const vcpu = shapes.find(({ name }) => name === resource.shape)?.capacity.cpu
  if (vcpu === undefined || (charged !== undefined && extendedSupport === undefined)) return []
  const units = vcpu * (multiAz === true ? 2 : resource.count)
  const known = years.flatMap((year) => {
    const key = supportPriceKey({ engine, engineVersion, year, unit: 'vcpu' })
    const price = prices.find((one) => one.key === key)
    return price === undefined ? [] : [[year, price.hourlyUsd] as const]
  })
  const steps = supportCostSteps(dates, { units, usdPerUnitHour: Object.fromEntries(known) })
  return steps.map(({ fromDay, monthlyUsd }, i) => ({
    fromDay,
    addedMonthlyUsd: monthlyUsd - (steps[i - 1]?.monthlyUsd ?? 0),
    engine,
    engineVersion,
  }))
}
