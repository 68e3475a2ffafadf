import type { CostDay } from '#lib/model/cost.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { dayMs, dayStart, type EpochMs } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { sum } from './fleet.ts'
import { day as dayText, percent, usd } from './format.ts'
import { oncePer } from './once.ts'

/** Days on either side whose medians are compared, and the fewest after the step. */
const windowDays = 28
const windowMin = 14
/** A step is this large, this much of it comes at once, and it moves at least so many dollars a month. */
const step = { share: 0.15, atOnce: 0.7, monthlyUsd: 500 }
/** Use that moved by at most this share did not move. */
const useShare = 0.08

const monthDays = hoursPerMonth / 24

export type CostStep = {
  readonly accountId: string
  readonly service: string
  readonly atMs: EpochMs
  readonly beforeUsd: number
  readonly afterUsd: number
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}

type Levels = { readonly at: number; readonly before: number; readonly after: number }

/** Medians on both sides of every day that has enough of both, for windows of `days`. */
function levelsAt(costs: readonly number[], at: number, days: number): Levels {
  return {
    at,
    before: median(costs.slice(Math.max(0, at - days), at)),
    after: median(costs.slice(at, at + days)),
  }
}

function moved({ before, after }: Levels): number {
  return after - before
}

/** The day of the step: near it, the split that two levels describe best. */
function dayOf(costs: readonly number[], near: number): number {
  const distance = (values: readonly number[]) => {
    const level = median(values)
    return sum(values.map((value) => Math.abs(value - level)))
  }
  const missed = (at: number) =>
    distance(costs.slice(near - windowMin, at)) + distance(costs.slice(at, near + windowMin))
  return [-3, -2, -1, 0, 1, 2, 3].map((days) => near + days).reduce((a, b) => (missed(b) < missed(a) ? b : a))
}

/** The largest step of one account's service that came at once; undefined where cost moved otherwise. */
function stepOf(days: readonly CostDay[]): CostStep | undefined {
  const settled = days.filter(({ estimated }) => !estimated)
  const costs = settled.map((one) => one.usd)
  const range = Math.max(...costs) - Math.min(...costs)
  if (!(range * monthDays >= step.monthlyUsd)) return undefined
  let found: Levels | undefined
  for (let at = windowMin; at + windowMin <= costs.length; at++) {
    const levels = levelsAt(costs, at, windowDays)
    const jump = (levels: Levels) => Math.abs(moved(levelsAt(costs, levels.at, 3)))
    if (found === undefined || jump(levels) > jump(found)) found = levels
  }
  const first = found && settled[dayOf(costs, found.at)]
  if (found === undefined || first === undefined || !(found.before > 0)) return undefined
  const near = levelsAt(costs, found.at, 7)
  const enough = Math.abs(moved(found)) >= step.share * found.before
  const atOnce = moved(near) / moved(found) >= step.atOnce
  if (!enough || !atOnce || Math.abs(moved(found)) * monthDays < step.monthlyUsd) return undefined
  const { accountId, key, day } = first
  return {
    accountId,
    service: key,
    atMs: dayStart(day),
    beforeUsd: found.before,
    afterUsd: found.after,
  }
}

/** Steps of the cost of one account and service, the largest first. */
export function costSteps(costs: readonly CostDay[]): readonly CostStep[] {
  const size = (one: CostStep) => Math.abs(one.afterUsd - one.beforeUsd)
  return [...Map.groupBy(costs, ({ accountId, key }) => `${accountId}/${key}`).values()]
    .flatMap((days) => stepOf([...days].sort((a, b) => (a.day < b.day ? -1 : 1))) ?? [])
    .sort((a, b) => size(b) - size(a))
}

const serviceNames = { ec2: 'Elastic Compute Cloud - Compute', rds: 'Relational Database Service' } as const
const shortNames = { ec2: 'EC2 compute', rds: 'RDS' } as const

function sizedService(service: string): keyof typeof serviceNames | undefined {
  return (['ec2', 'rds'] as const).find((one) => service.includes(serviceNames[one]))
}

/** Steps of the services that are sized here. */
const sizedSteps = oncePer((costs: readonly CostDay[]) =>
  costSteps(costs.filter(({ key }) => sizedService(key) !== undefined)),
)

/** Weekly use of the account's resources of that service, weighted by their price, after over before; NaN = unknown. */
function useChange(found: CostStep, rows: readonly FleetRow[]): number {
  const mean = (values: readonly (number | null)[]) => {
    const seen = values.filter((value) => value !== null)
    return sum(seen) / seen.length
  }
  const parts = rows.flatMap(({ recommendation }) => {
    const { spark, current, asOfMs = 0 } = recommendation ?? {}
    if (!spark || !current) return []
    const weeks = spark.history.length
    const split = weeks - Math.ceil((asOfMs - found.atMs) / (7 * dayMs))
    const [before, after] = [mean(spark.history.slice(0, split)), mean(spark.history.slice(split + 1))]
    return before > 0 && Number.isFinite(after) ? [{ usd: current.monthlyUsd, before, after }] : []
  })
  return sum(parts.map((one) => one.usd * one.after)) / sum(parts.map((one) => one.usd * one.before)) - 1
}

/**
 * `EC2 compute of shop-production costs 31% more since 18 Oct (+$12,345/mo) ...`: cost that stepped while nothing was
 * added and use stayed. Services that are not sized here, and steps that use explains, are left out.
 */
export function costStepTexts(
  costs: readonly CostDay[],
  rows: readonly FleetRow[],
  nowMs: EpochMs,
): string[] {
  return sizedSteps(costs).flatMap((found) => {
    const service = sizedService(found.service)
    const here = rows.filter(
      ({ resource }) =>
        resource.accountId === found.accountId &&
        classDefinitions[resource.resourceClass].service === service,
    )
    const use = useChange(found, here)
    if (service === undefined || here.length === 0 || !(Math.abs(use) <= useShare)) return []
    const account = here[0]?.accountName ?? found.accountId
    const change = found.afterUsd / found.beforeUsd - 1
    const month = usd(Math.abs(found.afterUsd - found.beforeUsd) * monthDays)
    const [more, sign, why] =
      change > 0
        ? ['more', '+', 'a commitment or discount has probably expired']
        : ['less', '\u2212', 'a commitment or discount has probably begun']
    const moved = `${use < 0 ? '\u2212' : '+'}${percent(Math.abs(use))}`
    return [
      `${shortNames[service]} of ${account} costs ${percent(Math.abs(change))} ${more} since ${dayText(found.atMs, nowMs)} (${sign}${month}/mo) while its use stayed the same (${moved}): ${why}.`,
    ]
  })
}
