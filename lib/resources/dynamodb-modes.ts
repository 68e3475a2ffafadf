import type { Resource } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'

export const billingModes = ['provisioned', 'on-demand'] as const
export type BillingMode = (typeof billingModes)[number]
export type TableClass = 'standard' | 'standard-ia'

/**
 * Dollars an hour of one unit: provisioned for that hour, and on demand when it is asked for once a second throughout
 * (3,600 request units).
 */
export type UnitPrices = { readonly provisionedUsd: number; readonly onDemandUsd: number }

/** A unit of which direction. */
export type UnitKind = 'read' | 'write'

const secondsPerHour = 3600

/** Keys of the price list: `dynamodb/standard/wcu-hour`, dollars an hour. */
export function unitPriceKey(tableClass: TableClass, unit: UnitKind, mode: BillingMode): string {
  const name = mode === 'provisioned' ? `${unit[0]}cu-hour` : `${unit}-unit-per-second`
  return `dynamodb/${tableClass}/${name}`
}

export const storagePriceKey = (tableClass: TableClass) => `dynamodb/${tableClass}/gib-month`

/** Dollars an hour of one request unit a second, of what a request unit costs. */
export function hourlyOfRequest(requestUsd: number): number {
  return requestUsd * secondsPerHour
}

/**
 * Share of the provisioned units that must be consumed on average for provisioning to cost as much as on demand: 28.9 %
 * at the list prices since November 2024 (0.00065 / (3600 x 0.000000625)), 14.4 % before. Above it provisioned is
 * cheaper.
 */
export function breakEvenShare({ provisionedUsd, onDemandUsd }: UnitPrices): number {
  return provisionedUsd / onDemandUsd
}

export type ModeChoice = {
  readonly mode: BillingMode
  /** Dollars an hour. */
  readonly provisionedUsd: number
  readonly onDemandUsd: number
  /** Mean consumed over mean provisioned, 0 to 1. */
  readonly usedShare: number
}

/**
 * Which mode is cheaper for one direction, at the mean of what is consumed and of what is (or would be) provisioned,
 * units a second. Undefined without provisioned units.
 */
export function cheaperMode(
  { consumed, provisioned }: { readonly consumed: number; readonly provisioned: number },
  prices: UnitPrices,
): ModeChoice | undefined {
  if (!(provisioned > 0) || !(consumed >= 0)) return undefined
  const provisionedUsd = provisioned * prices.provisionedUsd
  const onDemandUsd = consumed * prices.onDemandUsd
  return {
    mode: onDemandUsd < provisionedUsd ? 'on-demand' : 'provisioned',
    provisionedUsd,
    onDemandUsd,
    usedShare: consumed / provisioned,
  }
}

/** Prices of one direction from the list; undefined where one is missing. */
export function unitPrices(
  prices: readonly Price[],
  { tableClass, unit }: { readonly tableClass: TableClass; readonly unit: UnitKind },
): UnitPrices | undefined {
  const provisionedUsd = newest(prices, unitPriceKey(tableClass, unit, 'provisioned'))
  const onDemandUsd = newest(prices, unitPriceKey(tableClass, unit, 'on-demand'))
  if (provisionedUsd === undefined || onDemandUsd === undefined) return undefined
  return { provisionedUsd, onDemandUsd }
}

/** Dollars an hour of the newest price under a key. */
function newest(prices: readonly Price[], key: string): number | undefined {
  let found: Price | undefined
  for (const price of prices) if (price.key === key && !(found && found.asOf >= price.asOf)) found = price
  return found?.hourlyUsd
}

export type ListCost = {
  readonly mode: BillingMode
  /** Units a second: provisioned, or consumed on demand. */
  readonly readUnits: number | undefined
  readonly writeUnits: number | undefined
  readonly sizeGib: number
  readonly tableClass: TableClass
  readonly prices: readonly Price[]
}

/** Dollars an hour at list prices, storage included; undefined where units or a price are not known. */
export function listHourlyUsd(cost: ListCost): number | undefined {
  const { mode, tableClass, readUnits, writeUnits, sizeGib, prices } = cost
  const read = newest(prices, unitPriceKey(tableClass, 'read', mode))
  const write = newest(prices, unitPriceKey(tableClass, 'write', mode))
  const storage = newest(prices, storagePriceKey(tableClass))
  if (read === undefined || write === undefined || storage === undefined) return undefined
  if (readUnits === undefined || writeUnits === undefined) return undefined
  return readUnits * read + writeUnits * write + sizeGib * storage
}

/** How a table or an index is paid for; tables that never changed their mode say nothing and are provisioned. */
export function billingModeOf({ facts }: Resource): BillingMode {
  return facts.billingMode === 'on-demand' ? 'on-demand' : 'provisioned'
}
