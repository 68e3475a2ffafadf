import type { FleetRow, ResourceDetail } from '#lib/model/fleet.ts'
import type { GpuHours, GpuUse } from '#lib/model/gpu-use.ts'
import type { Option } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import { chanceAfter } from './chance-after.ts'
import {
  chance,
  count,
  dayInWords,
  instant,
  percent,
  plural,
  sizeLabel,
  usd,
  usdDelta,
  usdShort,
  weekdayDay,
} from './format.ts'
import { type GpuTotals, idlePercent, nodeOf, stateAt, totalsOf } from './gpu-hours.ts'
import { type GpuPool, gangText, toPool } from './gpu-pools.ts'
import { type Sentence, sentence, strong } from './sentence.ts'

/** A cell of the heatmaps: a level from 0 to 7, or what it was instead. */
export type GpuCell = number | 'idle' | 'free' | 'missing'

export type GpuNode = {
  readonly name: string
  readonly totals: GpuTotals
  readonly busy: readonly (readonly GpuCell[])[]
  readonly memory: readonly (readonly GpuCell[])[]
}

export type GpuPoolView = {
  readonly id: string
  readonly name: string
  readonly facts: readonly string[]
  readonly arn: string
  readonly lede: Sentence
  readonly kpis: readonly {
    readonly title: string
    readonly value: string
    readonly unit?: string
    readonly tone?: 'watch' | 'risk'
    readonly detail: string
  }[]
  readonly nodes: readonly GpuNode[]
  readonly mapLabel: string
  readonly ticks: readonly { readonly cell: number; readonly text: string }[]
  /** By the hour: GPUs that work, that are held, and that there are. `null` = a GPU without samples. */
  readonly hourly: {
    readonly busy: readonly (number | null)[]
    readonly held: readonly (number | null)[]
    readonly gpus: number
    readonly startMs: EpochMs
  }
  readonly idle: readonly {
    readonly node: string
    readonly gpus: string
    readonly hours: string
    readonly share: string
    readonly usd: string
  }[]
  readonly options: readonly {
    readonly id: string
    readonly label: string
    readonly monthly: string
    readonly delta: string
    readonly chance: string
    readonly note: string
    readonly mark: 'now' | 'recommended' | ''
  }[]
  readonly scheduler: readonly { readonly name: string; readonly text: string }[]
}

const hoursPerCell = 4

/** The page of one pool: is it out of GPUs, or are they only not used? */
export function presentGpuPool(detail: ResourceDetail, use: GpuUse, nowMs: EpochMs): GpuPoolView {
  const { resource, accountName, summary } = detail
  const row: FleetRow = { resource, accountName, ...(summary && { recommendation: summary }) }
  const pool = toPool(row, use)
  const nodes = nodesOf(use)
  return {
    id: resource.id,
    name: resource.name,
    facts: [
      `${resource.shape} × ${resource.count}, ${count(pool.gpus)} × ${pool.model}`,
      resource.team ?? 'no team',
      `${accountName}, ${resource.region}`,
    ],
    arn: resource.arn,
    lede: ledeOf(pool, nowMs),
    kpis: kpisOf(pool, use),
    nodes,
    mapLabel: mapLabel(pool),
    ticks: Array.from({ length: Math.floor((use.hours * hourMs) / (7 * dayMs)) }, (_, week) => ({
      cell: (week * 7 * 24) / hoursPerCell,
      text: weekdayDay(use.startMs + week * 7 * dayMs).slice(0, -5),
    })),
    hourly: hourlyOf(pool, use),
    idle: nodes.map(({ name, totals }) => idleRow(name, totals, pool)),
    options: optionsOf(detail),
    scheduler: schedulerOf(pool),
  }
}

function ledeOf(pool: GpuPool, nowMs: EpochMs): Sentence {
  const { row, totals } = pool
  const given = row.recommendation
  const runsOut =
    given && given.medianDays !== null && given.medianDays <= given.horizonDays
      ? [
          'GPUs reach their safe limit around ',
          strong(dayInWords(given.asOfMs + given.medianDays * dayMs, nowMs), 'risk'),
          `, ${chance(given.chanceByHorizon ?? 0)} by the horizon`,
        ]
      : [
          'GPUs will probably not run out within the horizon',
          ...(given?.chanceByHorizon == null ? [] : [` (${chance(given.chanceByHorizon)})`]),
        ]
  if (totals.measuredHours === 0)
    return sentence(...runsOut, '. No GPU of this pool has samples of the last 14 days.')
  if (pool.idleMonthlyUsd === null && totals.judgedHours === 0)
    return sentence(...runsOut, '. Whether the held GPUs work is not measured.')
  const idle = totals.judgedHours > 0 ? totals.idleHours / totals.judgedHours : 0
  const cost =
    pool.idleMonthlyUsd === null
      ? []
      : [
          ', ',
          strong(`${usd(pool.idleMonthlyUsd)}/mo`, pool.idleMonthlyUsd > 0 ? 'watch' : undefined),
          ' at list price',
        ]
  return sentence(
    ...runsOut,
    idle >= 0.1 ? ', yet ' : '; ',
    strong(percent(idle), idle >= 0.1 ? 'watch' : undefined),
    ' of the held GPU-hours did nothing',
    ...cost,
    '.',
  )
}

function kpisOf(pool: GpuPool, use: GpuUse): GpuPoolView['kpis'] {
  const { totals, heldShare, busyShare, idleMonthlyUsd } = pool
  const { gang, gangSub } = gangText(pool)
  const days = Math.round((use.hours * hourMs) / dayMs)
  const idleShare = totals.judgedHours > 0 ? totals.idleHours / totals.judgedHours : 0
  return [
    {
      title: `Held, last ${days} days`,
      value: heldShare === null ? 'not measured' : percent(heldShare),
      unit: `of ${count(pool.gpus)}`,
      detail: 'more than 512 MiB of memory in use',
    },
    {
      title: 'Busy',
      value: busyShare === null ? 'not measured' : percent(busyShare),
      unit: `of ${count(pool.gpus)}`,
      detail: 'share of time that a kernel ran',
    },
    {
      title: 'Held but idle',
      value: idleMonthlyUsd === null ? 'not measured' : usdShort(idleMonthlyUsd),
      unit: idleMonthlyUsd === null ? undefined : '/mo',
      ...((idleMonthlyUsd ?? 0) >= 0.5 && { tone: 'watch' as const }),
      detail: `${count(totals.idleHours)} GPU-h under ${idlePercent}% busy, ${percent(idleShare)} of held`,
    },
    {
      title: 'Largest gang now',
      value: gang.replace(' on one node', ''),
      unit: gangSub === '' ? undefined : 'on one node',
      detail: gangSub || 'no sample of every GPU',
    },
    {
      title: 'Pool cost',
      value: pool.monthlyUsd === null ? 'not known' : usdShort(pool.monthlyUsd),
      unit: pool.monthlyUsd === null ? undefined : '/mo',
      detail:
        pool.monthlyUsd === null
          ? 'no list price'
          : `${usd(pool.monthlyUsd / Math.max(1, pool.gpus))} per GPU, list`,
    },
  ].map(({ unit, ...rest }) => ({ ...rest, ...(unit !== undefined && { unit }) })) as GpuPoolView['kpis']
}

function mapLabel({ totals, gpus, row }: GpuPool): string {
  return `${row.resource.name}: ${plural(gpus, 'GPU')}, ${count(totals.heldHours)} held GPU-hours, ${count(totals.idleHours)} of them under ${idlePercent}% busy.`
}

function nodesOf({ gpus, hours }: GpuUse): GpuNode[] {
  return [...Map.groupBy(gpus, nodeOf)].map(([name, members]) => ({
    name,
    totals: totalsOf(members, hours),
    busy: members.map((gpu) => cellsOf(gpu, hours, 'busy')),
    memory: members.map((gpu) => cellsOf(gpu, hours, 'memory')),
  }))
}

/** Means of four hours; amber where the held hours of the cell did nothing on average. */
function cellsOf(gpu: GpuHours, hours: number, of: 'busy' | 'memory'): GpuCell[] {
  const highest = gpu.heldMib.reduce((most, value) => Math.max(value, most), 1)
  return Array.from({ length: Math.floor(hours / hoursPerCell) }, (_, cell) => {
    const all = Array.from({ length: hoursPerCell }, (_, i) => cell * hoursPerCell + i)
    const states = all.map((hour) => stateAt(gpu, hour))
    const held = all.filter((_, i) => states[i] !== 'free' && states[i] !== 'missing')
    if (held.length === 0) return states.includes('free') ? 'free' : 'missing'
    const mean = (values: Float32Array) =>
      held.reduce((sum, hour) => sum + (values[hour] ?? 0), 0) / held.length
    if (of === 'memory') return levelOf(mean(gpu.heldMib) / highest)
    const busy = mean(gpu.busy)
    if (Number.isNaN(busy)) return 'missing'
    return busy < idlePercent ? 'idle' : levelOf(busy / 100)
  })
}

/** 1 to 7: few to many. */
function levelOf(share: number): number {
  return Math.min(7, Math.max(1, Math.ceil(share * 7)))
}

function hourlyOf(pool: GpuPool, use: GpuUse): GpuPoolView['hourly'] {
  const hours = Array.from({ length: use.hours }, (_, hour) => hour)
  const states = hours.map((hour) => use.gpus.map((gpu) => stateAt(gpu, hour)))
  const isMissing = (hour: number) => use.gpus.length === 0 || (states[hour]?.includes('missing') ?? true)
  return {
    startMs: use.startMs,
    gpus: pool.gpus,
    busy: hours.map((hour) =>
      isMissing(hour) || states[hour]?.includes('held')
        ? null
        : use.gpus.reduce((sum, { busy }) => sum + (busy[hour] || 0) / 100, 0),
    ),
    held: hours.map((hour) =>
      isMissing(hour) ? null : (states[hour] ?? []).filter((state) => state !== 'free').length,
    ),
  }
}

function idleRow(node: string, totals: GpuTotals, pool: GpuPool): GpuPoolView['idle'][number] {
  const perHour = pool.monthlyUsd === null ? null : pool.monthlyUsd / Math.max(1, pool.gpus) / 730
  return {
    node,
    gpus: count(totals.gpus),
    hours: count(totals.idleHours),
    share: totals.judgedHours > 0 ? percent(totals.idleHours / totals.judgedHours) : '–',
    usd: perHour === null ? '–' : usd(totals.idleHours * perHour),
  }
}

function optionsOf({ recommendation }: ResourceDetail): GpuPoolView['options'] {
  const markOf = ({ id }: Option) =>
    id === recommendation?.current?.id ? 'now' : id === recommendation?.recommended?.id ? 'recommended' : ''
  return (recommendation?.options ?? []).map((option) => ({
    id: option.id,
    label: sizeLabel(option.label),
    monthly: option.priceUnknown ? '–' : usd(option.monthlyUsd),
    delta: option.priceUnknown ? '–' : usdDelta(option.deltaMonthlyUsd),
    chance: chanceAfter(option),
    note: option.excuse?.text ?? option.note,
    mark: markOf(option),
  }))
}

/** What only a scheduler knows; said as not measured where none is read. */
function schedulerOf({ row }: GpuPool): GpuPoolView['scheduler'] {
  const { facts } = row.resource
  const said = (key: string) => (facts[key] === undefined ? 'not measured' : String(facts[key]))
  return [
    { name: 'GPUs given out', text: said('gpusAllocated') },
    { name: 'Waiting for GPUs', text: said('gpusPending') },
    { name: 'By owner', text: said('gpuOwners') },
    { name: 'Queues', text: said('gpuQueues') },
    ...(typeof facts.gangWaits === 'string' ? [{ name: 'Gangs that wait', text: facts.gangWaits }] : []),
    ...(typeof facts.gpusFragmented === 'string' ? [{ name: 'Fragmented', text: facts.gpusFragmented }] : []),
    {
      name: 'Read at',
      text:
        typeof facts.snapshotMs === 'number'
          ? instant(facts.snapshotMs)
          : 'no Kubernetes or Slurm is read here',
    },
  ]
}
