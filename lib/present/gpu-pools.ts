import type { FleetRow } from '#lib/model/fleet.ts'
import type { GpuUse } from '#lib/model/gpu-use.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { changeTo } from './change-cell.ts'
import { monthlyUsdOf, sum } from './fleet.ts'
import {
  chance,
  count,
  dateOrAfter,
  dateRange,
  noChange,
  percent,
  plural,
  usd,
  usdDelta,
  usdShort,
} from './format.ts'
import { freeNow, type GpuTotals, totalsOf } from './gpu-hours.ts'
import { type Sentence, sentence, strong } from './sentence.ts'

/** One pool in numbers; `null` = not measured. */
export type GpuPool = {
  readonly row: FleetRow
  readonly totals: GpuTotals
  readonly gpus: number
  readonly model: string
  readonly monthlyUsd: number | null
  readonly heldShare: number | null
  readonly busyShare: number | null
  readonly idleMonthlyUsd: number | null
  readonly free: number | null
  /** Of one node, now: the largest job that can start on one. */
  readonly largestOnNode: number | null
  /** A scheduler tells it; else it is judged by memory in use. */
  readonly isScheduled: boolean
}

/** GPU pools and node pools with GPUs. */
export function isGpuPool({ resourceClass, facts }: Resource): boolean {
  return resourceClass === 'gpu-pool' || facts.gpu === true
}

/** Every pool with what its GPUs did in the window, the dearest idle first. */
export function gpuPools(rows: readonly FleetRow[], use: GpuUse): readonly GpuPool[] {
  const byPool = Map.groupBy(use.gpus, ({ resourceId }) => resourceId)
  return rows
    .filter(({ resource }) => isGpuPool(resource))
    .map((row) => toPool(row, { ...use, gpus: byPool.get(row.resource.id) ?? [] }))
    .sort((a, b) => (b.idleMonthlyUsd ?? -1) - (a.idleMonthlyUsd ?? -1) || b.gpus - a.gpus)
}

/** One pool in numbers. */
export function toPool(row: FleetRow, use: GpuUse): GpuPool {
  const { facts, count: members } = row.resource
  const totals = totalsOf(use.gpus, use.hours)
  const perMember = typeof facts.gpuPerMember === 'number' ? facts.gpuPerMember : undefined
  const monthlyUsd = monthlyUsdOf(row) ?? null
  const share = (hours: number) => (totals.measuredHours > 0 ? hours / totals.measuredHours : null)
  const isJudged = totals.heldHours === 0 || totals.judgedHours > 0
  const idle = isJudged ? share(totals.idleHours) : null
  const now = freeNow(use)
  const scheduled = typeof facts.gpusFree === 'number' && typeof facts.largestFreeGpuBlock === 'number'
  return {
    row,
    totals,
    gpus: perMember === undefined ? totals.gpus : perMember * members,
    model: typeof facts.gpuModel === 'string' ? facts.gpuModel.replace('NVIDIA ', '') : 'GPU',
    monthlyUsd,
    heldShare: share(totals.heldHours),
    busyShare: isJudged ? share(totals.busyHours) : null,
    idleMonthlyUsd: idle === null || monthlyUsd === null ? null : idle * monthlyUsd,
    free: scheduled ? Number(facts.gpusFree) : (now?.free ?? null),
    largestOnNode: scheduled ? Number(facts.largestFreeGpuBlock) : (now?.largestOnNode ?? null),
    isScheduled: scheduled,
  }
}

export type GpuPoolRow = {
  readonly id: string
  readonly name: string
  readonly resourceClass: FleetRow['resource']['resourceClass']
  readonly sub: string
  readonly team?: string
  readonly gpus: string
  readonly held: string
  readonly busy: string
  readonly idle: string
  readonly wastes: boolean
  readonly monthly: string
  readonly gang: string
  readonly gangSub: string
  readonly chance: string
  readonly tone?: 'risk' | 'watch'
  readonly median: string
  readonly interval: string
  readonly to: string
  readonly delta: string
}

export type GpuPoolsView = { readonly lede: Sentence; readonly rows: readonly GpuPoolRow[] }

const unknown = 'not measured'

/** The list of pools. */
export function presentGpuPools(
  rows: readonly FleetRow[],
  use: GpuUse,
  context: { readonly horizonDays: number; readonly nowMs: EpochMs },
): GpuPoolsView {
  const pools = gpuPools(rows, use)
  return { lede: ledeOf(pools), rows: pools.map((pool) => toRow(pool, context)) }
}

function ledeOf(pools: readonly GpuPool[]): Sentence {
  if (pools.length === 0) return sentence('No pool of GPU instances was found in the accounts that are read.')
  const gpus = sum(pools.map((pool) => pool.gpus))
  const held = sum(pools.map(({ totals }) => totals.judgedHours))
  const idle = sum(pools.map(({ totals }) => totals.idleHours))
  const idleUsd = sum(pools.map(({ idleMonthlyUsd }) => idleMonthlyUsd ?? 0))
  const likely = pools.filter(({ row }) => row.recommendation?.finding === 'runs-out').length
  return sentence(
    strong(plural(gpus, 'GPU')),
    ` in ${plural(pools.length, 'pool')}: `,
    strong(percent(held > 0 ? idle / held : 0), idle > 0 ? 'watch' : undefined),
    ' of the held GPU-hours did nothing, ',
    strong(`${usdShort(idleUsd)}/mo`, idleUsd > 0 ? 'watch' : undefined),
    ' at list price. ',
    ...(likely > 0
      ? [strong(plural(likely, 'pool'), 'risk'), ' will probably run out of GPUs.']
      : ['None will probably run out of GPUs.']),
  )
}

function toRow(pool: GpuPool, { horizonDays, nowMs }: { horizonDays: number; nowMs: EpochMs }): GpuPoolRow {
  const { row, gpus, model } = pool
  const given = row.recommendation
  const axis = { asOfMs: given?.asOfMs ?? nowMs, axisDays: 2 * horizonDays, nowMs }
  const hasForecast = given !== undefined && given.finding !== 'abstained'
  const risk = given?.chanceByHorizon
  const recommended = given?.recommended
  return {
    id: row.resource.id,
    name: row.resource.name,
    resourceClass: row.resource.resourceClass,
    sub: `${row.resource.shape} × ${count(row.resource.count)}`,
    ...(row.resource.team !== undefined && { team: row.resource.team }),
    gpus: `${count(gpus)} × ${model}`,
    held: pool.heldShare === null ? unknown : percent(pool.heldShare),
    busy: pool.busyShare === null ? unknown : percent(pool.busyShare),
    idle: pool.idleMonthlyUsd === null ? unknown : usd(pool.idleMonthlyUsd),
    wastes: (pool.idleMonthlyUsd ?? 0) >= 0.5,
    monthly: pool.monthlyUsd === null ? noChange : usd(pool.monthlyUsd),
    ...gangText(pool),
    chance: hasForecast && risk != null ? chance(risk) : noChange,
    ...(given?.finding === 'runs-out' && { tone: 'risk' as const }),
    ...(given?.finding === 'watch' && { tone: 'watch' as const }),
    median: hasForecast ? dateOrAfter(given.medianDays, axis) : 'no forecast',
    interval: hasForecast ? dateRange(given.lowDays, given.highDays, axis) : '',
    to: given ? changeTo(given) : noChange,
    delta: recommended ? usdDelta(recommended.deltaMonthlyUsd) : noChange,
  }
}

/** `8 on one node`, and what that is known from. */
export function gangText({ free, largestOnNode, isScheduled }: GpuPool): { gang: string; gangSub: string } {
  if (free === null || largestOnNode === null) return { gang: unknown, gangSub: '' }
  return {
    gang: `${count(largestOnNode)} on one node`,
    gangSub: `${count(free)} free, by ${isScheduled ? 'scheduler' : 'memory'}`,
  }
}
