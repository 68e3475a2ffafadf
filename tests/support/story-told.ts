import type { Dimension } from '#lib/model/capacity.ts'
import type { CostSeries } from '#lib/model/fleet.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { nowMs, type Told, world } from './story-pipeline.ts'

/** Stories of single classes, told in `tests/stories-classes.test.ts`. */
export const toldOfClasses: readonly string[] = [
  'hot-key',
  'cheaper-on-demand',
  'cheaper-provisioned',
  'table-runs-out',
  'cache-full-by-design',
  'store-fills',
  'hot-shard',
  'hot-broker',
  'fullest-node',
  'addresses',
  'gpu-pool-idle',
  'cpu-policy-on-managed-group',
  'fargate-over-100-percent',
  'summed-gpu-percent',
  'eks-extended-support',
  'gang-pending',
  'io-optimized-at-6-percent',
  'io-heavy-standard',
  'serverless-pinned',
  'extended-support-step',
]

/** The verdict, and the dimension that decides. */
export function verdict({ detail }: Told): [string | undefined, Dimension | undefined] {
  return [detail.recommendation?.finding, detail.recommendation?.bindingDimension]
}

export function dimension({ detail }: Told, name: Dimension) {
  const found = detail.dimensions.find((one) => one.dimension === name)
  if (found?.forecast === undefined || found.history === undefined) throw new Error(`no forecast of ${name}`)
  return { forecast: found.forecast, history: found.history }
}

/** Median of the daily peak `days` ahead. */
export function peakAhead(told: Told, name: Dimension, days: number): number {
  const { values } = dimension(told, name).forecast.daily.peak
  return values[days * quantileLevels.length + medianIndex] ?? Number.NaN
}

/** Smaller than today in some dimension, and recommended. */
export function isDownsized({ detail }: Told): boolean {
  const { current, recommended } = detail.recommendation ?? {}
  return (current?.dimensions ?? []).some((now) => {
    const then = recommended?.dimensions.find((one) => one.dimension === now.dimension)
    return then !== undefined && then.capacity < now.capacity * 0.999
  })
}

/** Cost of the newest days, as the store gives it to the overview of someone who sees everything. */
export function costsOf(dayCount: number): CostSeries {
  const days = Array.from({ length: dayCount }, (_, i) => isoDay(nowMs - (dayCount - 1 - i) * dayMs))
  const rows = days.flatMap((day) => world.costs(day, nowMs))
  const byService = rows.filter(({ grouping }) => grouping === 'service')
  const totals = days.map((day) => {
    const here = byService.filter((cost) => cost.day === day)
    const usd = here.reduce((sum, cost) => sum + cost.usd, 0)
    return { day, usd, estimated: here.some(({ estimated }) => estimated) }
  })
  return { days: totals, byTeam: [], untaggedShare: null, byService }
}
