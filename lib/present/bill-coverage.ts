import type { BilledUsage, BillFacts } from '#lib/model/bill.ts'
import { hourMs } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { billedService, compute, computeOther, coveredServices, usageKind } from './bill-usage.ts'
import { sum } from './fleet.ts'
import { placeUsage } from './placed-usage.ts'

/** A covered service of one account: what it billed, and how much of that inventory explains. */
export type ServiceCoverage = {
  readonly accountId: string
  readonly service: string
  readonly usd: number
  readonly explainedUsd: number
}

/** What is left of a usage type. An empty name is what no usage type of the account tells of. */
export type UnexplainedUsage = {
  readonly accountId: string
  readonly service: string
  readonly usageType: string
  readonly usd: number
}

export type BillCoverage = {
  readonly usd: number
  readonly explainedUsd: number
  /** Absent where the covered services bill nothing. */
  readonly share?: number
  readonly services: readonly ServiceCoverage[]
  /** The dearest first. */
  readonly unexplained: readonly UnexplainedUsage[]
}

/**
 * How much of the covered services' bill inventory explains. What is billed under an id that inventory knows is
 * explained; of the rest of a service's capacity as much as the list price of its resources that no id was found for,
 * over the hours that they existed. Storage and surcharges follow the capacity that they belong to. Never more than was billed.
 */
export function coverBill(facts: BillFacts): BillCoverage {
  const list = listUsd(facts)
  const types = placeUsage(facts)
  const parts = facts.services
    .filter(({ service, usd }) => coveredServices.has(service) && usd > 0)
    .map((billed) => partOf(billed, { types, list }))
  const covered = parts.map((part) => followed(part, parts))
  const usd = sum(covered.map((part) => part.billed.usd))
  const explainedUsd = sum(covered.map((part) => part.explainedUsd))
  return {
    usd,
    explainedUsd,
    ...(usd > 0 && { share: explainedUsd / usd }),
    services: covered.map(({ billed, explainedUsd }) => ({
      accountId: billed.accountId,
      service: billed.service,
      usd: billed.usd,
      explainedUsd,
    })),
    unexplained: covered
      .flatMap(restOf)
      .filter((one) => one.usd > 0.005)
      .sort((a, b) => b.usd - a.usd || (a.usageType < b.usageType ? -1 : 1)),
  }
}

type Part = {
  readonly billed: BilledUsage
  readonly types: readonly BilledUsage[]
  /** Share of its capacity that is explained. */
  readonly capacityShare: number
  readonly explainedUsd: number
}

/** List price of what has no id on the bill, by account and service, over the window. */
function listUsd({ inventory, prices, fromMs, toMs }: BillFacts): ReadonlyMap<string, number> {
  const hourly = new Map(
    prices.map((price) => [`${price.region}/${price.shape}/${price.key}`, price.hourlyUsd]),
  )
  const sums = new Map<string, number>()
  for (const { resource, isMatched, deletedMs, monthlyUsd } of inventory) {
    if (isMatched) continue
    const { service, priceKey } = classDefinitions[resource.resourceClass]
    const listed = hourly.get(`${resource.region}/${resource.shape}/${priceKey(resource)}`)
    const perHour = listed === undefined ? (monthlyUsd ?? 0) / hoursPerMonth : listed * resource.count
    const hours =
      (Math.min(toMs, deletedMs ?? toMs) - Math.max(fromMs, resource.createdMs ?? fromMs)) / hourMs
    const place = `${resource.accountId}/${billedService(resource.resourceClass, service)}`
    sums.set(place, (sums.get(place) ?? 0) + Math.max(0, hours) * perHour)
  }
  return sums
}

type Known = { readonly types: readonly BilledUsage[]; readonly list: ReadonlyMap<string, number> }

function partOf(billed: BilledUsage, { types: placed, list }: Known): Part {
  const { accountId, service, usd } = billed
  const types = placed.filter((one) => one.accountId === accountId && one.service === service)
  const matched = billed.matchedUsd ?? 0
  const isCapacity = (one: BilledUsage) => usageKind(one.usageType)?.kind === 'capacity'
  const capacity = types.filter(isCapacity)
  // Without usage types all of the service may be capacity.
  const capacityUsd = types.length === 0 ? usd : Math.min(usd, sum(capacity.map((one) => one.usd)))
  const matchedCapacity =
    types.length === 0 || capacity.every((one) => one.matchedUsd === undefined)
      ? Math.min(matched, capacityUsd)
      : sum(capacity.map((one) => one.matchedUsd ?? 0))
  const open = Math.max(0, capacityUsd - matchedCapacity)
  const estimated = Math.min(open, list.get(`${accountId}/${service}`) ?? 0)
  return {
    billed,
    types,
    capacityShare: capacityUsd > 0 ? (matchedCapacity + estimated) / capacityUsd : 0,
    explainedUsd: Math.min(usd, matched + estimated),
  }
}

/** What is attached is explained as far as the capacity that it belongs to: volumes follow instances. */
function followed(part: Part, parts: readonly Part[]): Part {
  const { billed, types, explainedUsd } = part
  const owner =
    billed.service === computeOther
      ? parts.find((one) => one.billed.service === compute && one.billed.accountId === billed.accountId)
      : part
  const attached = types.filter(({ usageType }) => usageKind(usageType)?.kind === 'attached')
  const open = sum(attached.map(({ usd, matchedUsd = 0 }) => Math.max(0, usd - matchedUsd)))
  const more = open * (owner?.capacityShare ?? 0)
  return { ...part, explainedUsd: Math.min(billed.usd, explainedUsd + more) }
}

/**
 * The rest by usage type: under its own ids first, what else is explained is taken from capacity, then what is
 * attached, then the others.
 */
function restOf({ billed, types, explainedUsd }: Part): UnexplainedUsage[] {
  const { accountId, service, usd } = billed
  const order = ['capacity', 'attached', 'other'] as const
  const rankOf = ({ usageType }: BilledUsage) => order.indexOf(usageKind(usageType)?.kind ?? 'other')
  let left = explainedUsd - sum(types.map(({ matchedUsd = 0 }) => matchedUsd))
  let rest = usd - explainedUsd
  const lines = types
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((type) => {
      const unmatched = type.usd - (type.matchedUsd ?? 0)
      const explained = Math.min(Math.max(0, left), unmatched)
      left -= explained
      const open = Math.min(rest, unmatched - explained)
      rest -= open
      return { accountId, service, usageType: type.usageType, usd: open }
    })
  return [...lines, { accountId, service, usageType: '', usd: rest }]
}
