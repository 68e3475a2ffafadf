import type { Tags } from '#lib/model/resource.ts'
import { dayMs, dayStart, type EpochMs, hourMs } from '#lib/model/time.ts'
import type { CostLine } from '../cost-line.ts'
import { type Frame, msAt, seedFor } from './frame.ts'
import { unit } from './hash.ts'
import { otherServices, otherTeams } from './other-services.ts'
import type { EstateResource, ServiceCost } from './resource.ts'
import { quantityOf } from './usage-quantity.ts'
import { usageTypeOf } from './usage-type.ts'

/** Until this many days from the anchor a Savings Plan takes `share` off the compute of one account. */
export const commitment = { accountId: '444455556666', days: -38, share: 0.24 }

/**
 * Taken off every usage line by the private agreement of the organization, and more in the account that joined with an
 * agreement of its own: net unblended is that much lower.
 */
export const privateDiscounts = {
  organization: 0.04,
  own: { accountId: '777788889999', share: 0.09 },
} as const

export function privateDiscountOf(accountId: string): number {
  const { organization, own } = privateDiscounts
  return accountId === own.accountId ? own.share : organization
}

/** Days for which Cost Explorer still shows estimates, and how much of the final figure they miss. */
const estimatedShortfall = [0.06, 0.02, 0.008, 0.003] as const

/** What is billed on one day of each month and is no usage. */
const apart = [
  { dayOfMonth: 1, accountId: '111122223333', service: 'Tax', recordType: 'Tax', usd: 1890.4 },
  { dayOfMonth: 5, accountId: '111122223333', service: 'AWS Glue', recordType: 'Credit', usd: -1500 },
  {
    dayOfMonth: 12,
    accountId: '444455556666',
    service: 'Amazon CloudFront',
    recordType: 'Refund',
    usd: -84.25,
  },
] as const

export type BilledDay = {
  readonly resources: readonly EstateResource[]
  readonly frame: Frame
  readonly day: string
  readonly nowMs: EpochMs
  /** Lines by resource id; without it one line for each usage type and team. */
  readonly detail?: 'resource'
}

/**
 * The bill of an estate day by day. Days that are final are kept: Cost Explorer is asked for each of them once for
 * every grouping.
 */
export function openBill(resources: readonly EstateResource[], frame: Frame) {
  const final = new Map<string, readonly CostLine[]>()
  return (day: string, nowMs: EpochMs, detail?: 'resource'): readonly CostLine[] => {
    const known = detail === undefined ? final.get(day) : undefined
    const age = Math.floor(nowMs / dayMs) - dayStart(day) / dayMs
    if (known && age >= estimatedShortfall.length) return known
    const lines = costLinesOf({ resources, frame, day, nowMs, detail })
    if (detail === undefined && age >= estimatedShortfall.length) final.set(day, lines)
    return lines
  }
}

/** Part of a line, before discounts. `key` parts the lines of a cell that are shown apart. */
type Part = {
  readonly accountId: string
  readonly region: string
  readonly service: string
  readonly usageType: string
  readonly resourceId: string
  readonly team: string
  readonly usd: number
}

/**
 * The bill of one UTC day as of `nowMs`. Every account x service x team adds up to whole cents, so that all groupings
 * of the lines have the same total to the cent.
 */
export function costLinesOf(request: BilledDay): readonly CostLine[] {
  const { resources, frame, day, nowMs, detail } = request
  const fromMs = dayStart(day)
  const hours = Math.min(24, Math.floor((nowMs - fromMs) / hourMs))
  if (hours <= 0) return []
  const age = Math.floor(nowMs / dayMs) - fromMs / dayMs
  const estimated = age < estimatedShortfall.length
  const billed = 1 - (estimatedShortfall[age] ?? 0)
  const span = { fromMs, hours }
  const parts = [
    ...resources.flatMap((resource) => resourceParts(resource, span, detail)),
    ...otherParts(frame, span),
  ]
  const cells = Map.groupBy(parts, ({ accountId, service, team }) => `${accountId}/${service}/${team}`)
  return [
    ...[...cells.values()].flatMap((cell) => linesOf(cell, { frame, fromMs, billed, estimated })),
    ...apartLines(day, estimated),
  ]
}

type Span = { readonly fromMs: EpochMs; readonly hours: number }

function resourceParts(resource: EstateResource, { fromMs, hours }: Span, detail?: 'resource'): Part[] {
  const { location, teamAt, cost } = resource
  const { accountId, region } = location
  const team = teamAt(fromMs)
  return cost(fromMs / hourMs, hours)
    .filter(({ usd }) => usd !== 0)
    .flatMap((item) => {
      const usageType = usageTypeOf(item.service, region, item.usageType)
      const ids = detail === undefined ? [''] : resourceIdsOf(resource, item, fromMs + dayMs / 2)
      return ids.map((resourceId) => ({
        accountId,
        region,
        service: item.service,
        usageType,
        resourceId,
        team,
        usd: item.usd / ids.length,
      }))
    })
}

/** Instances and volumes have ids of their own; a database is billed under its ARN. */
function resourceIdsOf(resource: EstateResource, item: ServiceCost, atMs: EpochMs): readonly string[] {
  const { accountId, region } = resource.location
  if (item.resourceId !== undefined) return [item.resourceId]
  const instances = resource.instances?.(atMs) ?? []
  if (item.service === 'EC2 - Other') {
    const volumes = instances.flatMap(({ volumes }) => volumes.map(({ volumeId }) => volumeId))
    if (volumes.length > 0) return volumes
  }
  if (instances.length > 0) return instances.map(({ instanceId }) => instanceId)
  if (resource.database) return [`arn:aws:rds:${region}:${accountId}:db:${resource.name}`]
  return [resource.name]
}

function otherParts(frame: Frame, { fromMs, hours }: Span): Part[] {
  const years = (fromMs - frame.anchorMs) / (365 * dayMs)
  return otherServices.flatMap(({ accountId, service, dailyUsd, yearlyGrowth }) => {
    const wobble = 0.97 + 0.06 * unit(seedFor(frame, accountId + service), fromMs / dayMs)
    const usd = (dailyUsd * (1 + yearlyGrowth) ** years * wobble * hours) / 24
    const shares = otherTeams[accountId] ?? []
    const untagged = 1 - shares.reduce((sum, [, share]) => sum + share, 0)
    const region = 'us-east-1'
    const usageType = usageTypeOf(service, region)
    return [...shares, ['', untagged] as const].map(([team, share]) => ({
      accountId,
      region,
      service,
      usageType,
      resourceId: '',
      team,
      usd: usd * share,
    }))
  })
}

type Terms = {
  readonly frame: Frame
  readonly fromMs: EpochMs
  readonly billed: number
  readonly estimated: boolean
}

/** The parts of one account x service x team in millionths of a dollar, the first taking what is left of whole cents. */
function linesOf(cell: readonly Part[], { frame, fromMs, billed, estimated }: Terms): CostLine[] {
  const factor = billed * commitmentFactor(cell[0], frame, fromMs)
  const cents = Math.round(100 * factor * cell.reduce((sum, { usd }) => sum + usd, 0))
  const micros = merged(cell).map((part) => ({ part, micros: Math.round(1e6 * factor * part.usd) }))
  const rest = cents * 10_000 - micros.reduce((sum, one) => sum + one.micros, 0)
  return micros.map(({ part, micros: amount }, i) => {
    const usd = (i === 0 ? amount + rest : amount) / 1e6
    const { accountId, region, service, usageType, resourceId, team } = part
    return {
      accountId,
      region,
      service,
      usageType,
      resourceId,
      tags: teamTags(team),
      recordType: 'Usage',
      usd,
      amortizedUsd: usd,
      ...quantityOf(usageType, usd),
      netUsd: usd * (1 - privateDiscountOf(accountId)),
      estimated,
    }
  })
}

const tagsByTeam = new Map<string, Tags>([['', {}]])

function teamTags(team: string): Tags {
  const tags = tagsByTeam.get(team) ?? { team }
  tagsByTeam.set(team, tags)
  return tags
}

function merged(cell: readonly Part[]): readonly Part[] {
  const byLine = Map.groupBy(cell, ({ usageType, resourceId }) => `${usageType}/${resourceId}`)
  return [...byLine.values()].flatMap((parts) => {
    const [first] = parts
    return first ? [{ ...first, usd: parts.reduce((sum, { usd }) => sum + usd, 0) }] : []
  })
}

function commitmentFactor(part: Part | undefined, frame: Frame, fromMs: EpochMs): number {
  const covered =
    fromMs < msAt(frame, commitment.days) &&
    part?.accountId === commitment.accountId &&
    part.service === 'Amazon Elastic Compute Cloud - Compute'
  return covered ? 1 - commitment.share : 1
}

function apartLines(day: string, estimated: boolean): CostLine[] {
  return apart
    .filter(({ dayOfMonth }) => dayOfMonth === Number(day.slice(8)))
    .map(({ accountId, service, recordType, usd }) => ({
      accountId,
      region: 'us-east-1',
      service,
      usageType: '',
      resourceId: '',
      tags: {},
      recordType,
      usd,
      amortizedUsd: usd,
      netUsd: usd,
      estimated,
    }))
}
