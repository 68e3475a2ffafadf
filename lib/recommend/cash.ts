import type { Cash, CashPlan } from '#lib/model/cash.ts'
import type { Commitment, CommitmentDay } from '#lib/model/commitment.ts'
import { type AccountDiscount, discountShare } from '#lib/model/discount.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { ShapeService } from '#lib/model/shape.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { familyOf, normalizedUnits, unitsOnDemand } from './reserved-units.ts'

export type CashInput = {
  /** Everything that runs and may be seen; those with another size recommended, and idle ones, are the changes. */
  readonly rows: readonly FleetRow[]
  readonly commitments: readonly Commitment[]
  /** The last `cashDays` of what plans covered, over the organization. */
  readonly days: readonly CommitmentDay[]
  readonly nowMs: EpochMs
  /** Measured discounts; an account without one pays list. */
  readonly discounts?: readonly AccountDiscount[]
}

/** Whole days of coverage that cash is judged by. */
export const cashDays = 30

/** Services that a plan of a kind pays for (Savings Plans User Guide, "Savings Plan types"). */
const planServices: Readonly<Record<string, readonly ShapeService[]>> = {
  compute: ['ec2', 'fargate'],
  'ec2-instance': ['ec2'],
  sagemaker: ['sagemaker'],
  database: ['rds', 'elasticache', 'dynamodb'],
}

type Change = {
  readonly row: FleetRow
  readonly service: ShapeService
  readonly presentUsd: number
  readonly deltaUsd: number
}

function changeOf(row: FleetRow, discounts: readonly AccountDiscount[]): Change | undefined {
  const { recommended, current, finding } = row.recommendation ?? {}
  if (current === undefined || (recommended === undefined && finding !== 'idle')) return undefined
  const { service } = classDefinitions[row.resource.resourceClass]
  const discount = discounts.find(({ accountId }) => accountId === row.resource.accountId)
  const netShare = discount === undefined ? 1 : 1 - discountShare(discount)
  return {
    row,
    service,
    presentUsd: netShare * current.monthlyUsd,
    deltaUsd: netShare * (recommended?.deltaMonthlyUsd ?? -current.monthlyUsd),
  }
}

type Pool = { leftUnits: number | undefined; readonly endMs: EpochMs }

const poolKey = (service: string, region: string, family: string) => `${service}/${region}/${family}`

/** Units on demand of every family that something is reserved of, before any change. */
function poolsOf({ rows }: CashInput, reservations: readonly Commitment[]): Map<string, Pool> {
  const keyOf = ({ appliesTo, region = '', family = '' }: Commitment) => poolKey(appliesTo, region, family)
  return new Map(
    [...Map.groupBy(reservations, keyOf)].map(([key, reserved]) => {
      const running = rows.filter(({ resource }) => {
        const { service } = classDefinitions[resource.resourceClass]
        return poolKey(service, resource.region, familyOf(resource.shape)) === key
      })
      const endMs = Math.max(...reserved.map((one) => one.endMs))
      return [key, { leftUnits: unitsOnDemand(running, reserved), endMs }]
    }),
  )
}

/**
 * A change of what is reserved: units on demand are freed first, what is freed beyond stays owed until the reservation
 * ends. A move to another family frees all of its units and pays for the new ones on demand.
 */
function reservedCash({ row, presentUsd, deltaUsd }: Change, pool: Pool): Cash {
  const { resource, recommendation } = row
  const units = normalizedUnits(resource.shape)
  const label = recommendation?.recommended?.label ?? ''
  const stays = label.startsWith(`${familyOf(resource.shape)}.`)
  const freedUsd = stays ? Math.max(0, -deltaUsd) : presentUsd
  const end = { afterMonthlyUsd: deltaUsd, untilMs: pool.endMs }
  if (units === undefined || pool.leftUnits === undefined || presentUsd <= 0)
    return { nowMonthlyUsd: null, ...end }
  const freedUnits = units * resource.count * (freedUsd / presentUsd)
  const onDemand = Math.min(pool.leftUnits, freedUnits)
  pool.leftUnits -= onDemand
  const owedUsd = freedUnits > 0 ? freedUsd * (1 - onDemand / freedUnits) : 0
  return owedUsd < 0.005
    ? { nowMonthlyUsd: deltaUsd, afterMonthlyUsd: deltaUsd }
    : { nowMonthlyUsd: deltaUsd + owedUsd, ...end }
}

type Room = { leftUsd: number | null; readonly endMs: EpochMs }

/** A plan floats: what one resource gives back it pays elsewhere, as far as anything else is on demand. */
function plannedCash({ deltaUsd }: Change, room: Room): Cash {
  const whole = { nowMonthlyUsd: deltaUsd, afterMonthlyUsd: deltaUsd }
  if (deltaUsd >= 0) return whole
  if (room.leftUsd === null) return { nowMonthlyUsd: null, afterMonthlyUsd: deltaUsd, untilMs: room.endMs }
  const cash = Math.min(-deltaUsd, room.leftUsd)
  room.leftUsd -= cash
  return cash > -deltaUsd - 0.005
    ? whole
    : { nowMonthlyUsd: cash > 0 ? -cash : 0, afterMonthlyUsd: deltaUsd, untilMs: room.endMs }
}

/** What a month still costs on demand of all that plans may pay for; `null` = not read. */
function onDemandMonthlyUsd(days: readonly CommitmentDay[]): number | null {
  if (days.length === 0) return null
  const daily = days.reduce((sum, { onDemandUsd }) => sum + onDemandUsd, 0) / days.length
  return (daily / 24) * hoursPerMonth
}

/**
 * Cash of all recommended changes, the largest saving first. Commitments are owed whatever runs and float over the
 * organization: changes first free what is billed on demand, and what they free beyond saves nothing until the
 * commitment ends. Purchases that a saving avoids are not counted.
 */
export function cashPlan(input: CashInput): CashPlan {
  const { rows, commitments, days, nowMs, discounts = [] } = input
  const active = commitments.filter(({ startMs, endMs }) => startMs <= nowMs && endMs > nowMs)
  const plans = active.filter(({ kind }) => kind === 'savings-plan')
  const pools = poolsOf(
    input,
    active.filter(({ kind }) => kind === 'reservation'),
  )
  const planned = new Set(plans.flatMap(({ appliesTo }) => planServices[appliesTo] ?? []))
  const onDemandUsd = onDemandMonthlyUsd(days)
  const room = { leftUsd: onDemandUsd, endMs: Math.max(0, ...plans.map(({ endMs }) => endMs)) }
  const changes = rows
    .flatMap((row) => changeOf(row, discounts) ?? [])
    .sort((a, b) => a.deltaUsd - b.deltaUsd || a.row.resource.id.localeCompare(b.row.resource.id))
  const byResource = new Map(
    changes.map((change): [string, Cash] => {
      const { resource } = change.row
      const pool = pools.get(poolKey(change.service, resource.region, familyOf(resource.shape)))
      if (pool !== undefined) return [resource.id, reservedCash(change, pool)]
      if (planned.has(change.service)) return [resource.id, plannedCash(change, room)]
      return [resource.id, { nowMonthlyUsd: change.deltaUsd, afterMonthlyUsd: change.deltaUsd }]
    }),
  )
  const all = [...byResource.values()]
  return {
    byResource,
    total: totalOf(all),
    unknown: all.filter(({ nowMonthlyUsd }) => nowMonthlyUsd === null).length,
    text:
      sentenceOf({ active, planned: planned.size > 0, onDemandUsd }) +
      (discounts.some((one) => discountShare(one) > 0)
        ? ' Cash is less the measured discount of each account.'
        : ''),
  }
}

/** Sum of what is known. */
export function totalOf(all: readonly Cash[]): Cash {
  const known = all.filter(({ nowMonthlyUsd }) => nowMonthlyUsd !== null)
  const ends = known.flatMap(({ untilMs }) => untilMs ?? [])
  const sum = (of: (cash: Cash) => number) => known.reduce((total, cash) => total + of(cash), 0)
  return {
    nowMonthlyUsd: sum(({ nowMonthlyUsd }) => nowMonthlyUsd ?? 0),
    afterMonthlyUsd: sum(({ afterMonthlyUsd }) => afterMonthlyUsd),
    ...(ends.length === 0 ? {} : { untilMs: Math.max(...ends) }),
  }
}

function sentenceOf(facts: {
  readonly active: readonly Commitment[]
  readonly planned: boolean
  readonly onDemandUsd: number | null
}): string {
  const { active, planned, onDemandUsd } = facts
  if (active.length === 0) return 'No commitment is in force: savings at list price are cash at once.'
  if (!planned) return 'Reservations stay owed: units on demand of their family are freed first.'
  if (onDemandUsd === null)
    return 'Savings Plans are in force, and what they leave on demand is not known: neither is the cash of what they pay for.'
  return 'Savings Plans stay owed and float: of a saving on what they pay for, no more is cash until they end than is still paid on demand elsewhere.'
}
