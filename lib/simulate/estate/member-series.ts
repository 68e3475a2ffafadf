import type { MetricId } from '#lib/model/series.ts'
import { creditBalance } from './credits.ts'
import { amountOf, type Life, metricOf, percentOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { demandOf, type Workload } from './workload.ts'

/** What the metrics of one instance of a database cluster follow from. Peaks are of the busiest ordinary hour. */
export type MemberTruth = {
  readonly namespace: 'AWS/RDS' | 'AWS/DocDB'
  readonly memberId: string
  readonly seed: number
  readonly workload: Workload
  readonly life: Life
  readonly vcpu: number
  readonly memoryGib: number
  readonly burstable: boolean
  readonly cpuPercent: number
  readonly memoryPercent: number
}

const bytesPerGib = 2 ** 30

function metricId({ namespace, memberId }: MemberTruth, name: string): MetricId {
  return { namespace, name, dimensions: { DBInstanceIdentifier: memberId } }
}

/** CPU, free memory and, of burstable classes, credits. */
export function memberSeries(truth: MemberTruth): readonly EstateSeries[] {
  return [cpu(truth), freeableMemory(truth), ...credits(truth)]
}

function cpu(truth: MemberTruth): EstateSeries {
  const { workload, memberId, vcpu, cpuPercent, life, seed } = truth
  const demand = demandOf(workload, { key: `${memberId}/cpu`, peak: (cpuPercent / 100) * vcpu })
  return metricOf(life, {
    metric: metricId(truth, 'CPUUtilization'),
    unit: 'Percent',
    statistics: ['Average', 'Maximum'],
    seed: seed ^ 11,
    hourly: percentOf(demand, [{ fromHour: 0, amount: vcpu }]),
    ceiling: 100,
    spread: 0.26,
    typical: cpuPercent / 4,
  })
}

/** Mostly cache, which follows the load only faintly. */
function freeableMemory(truth: MemberTruth): EstateSeries {
  const { workload, memberId, memoryGib, memoryPercent, life, seed } = truth
  const demand = demandOf(workload, {
    key: `${memberId}/memory`,
    peak: (memoryPercent / 100) * memoryGib,
    follow: 0.1,
    hourNoise: 0.006,
    dayNoise: 0.01,
    trend: (days) => workload.trend(days) ** 0.3,
    events: false,
  })
  const used = amountOf(demand, [{ fromHour: 0, amount: memoryGib }], 0.97)
  return metricOf(life, {
    metric: metricId(truth, 'FreeableMemory'),
    unit: 'Bytes',
    statistics: ['Average', 'Minimum'],
    seed: seed ^ 12,
    hourly: (fromHour, count) => used(fromHour, count).map((gib) => gib * bytesPerGib),
    total: (_, count) => new Float64Array(count).fill(memoryGib * bytesPerGib),
    ripple: 0.004,
    flutter: 0.001,
    spread: 0.006,
    typical: 0.02 * memoryGib * bytesPerGib,
  })
}

function credits(truth: MemberTruth): readonly EstateSeries[] {
  if (!truth.burstable) return []
  const { life, seed, vcpu, workload } = truth
  const metric = metricId(truth, 'CPUCreditBalance')
  const { frame } = workload
  return [creditBalance({ life, metric, seed, most: 24 * 60 * 0.2 * vcpu, starved: false, frame })]
}

/** Share of reads that memory served, in percent: the rest falls with the load. */
export function cacheHitRatio(truth: MemberTruth): EstateSeries {
  const misses = demandOf(truth.workload, { key: `${truth.memberId}/misses`, peak: 3, events: false })
  const missed = amountOf(misses)
  return metricOf(truth.life, {
    metric: metricId(truth, 'BufferCacheHitRatio'),
    unit: 'Percent',
    statistics: ['Average'],
    seed: truth.seed ^ 16,
    hourly: (fromHour, count) => missed(fromHour, count).map((percent) => 100 - percent),
    ceiling: 100,
    spread: 0.004,
    typical: 50,
  })
}

/** Connections of one instance, at most what its parameter group allows. */
export function memberConnections(truth: MemberTruth, peak: number, most: number): EstateSeries {
  const demand = demandOf(truth.workload, {
    key: `${truth.memberId}/connections`,
    peak,
    follow: 0.6,
    hourNoise: 0.04,
    dayNoise: 0.02,
  })
  const hourly = amountOf(demand)
  return metricOf(truth.life, {
    metric: metricId(truth, 'DatabaseConnections'),
    unit: 'Count',
    statistics: ['Average', 'Maximum'],
    seed: truth.seed ^ 14,
    hourly: (fromHour, count) => hourly(fromHour, count).map((value) => Math.min(value, most)),
    ceiling: most,
    ripple: 0.06,
    flutter: 0.02,
    spread: 0.12,
    typical: peak / 4,
  })
}

/** What is left of the local storage of one Aurora instance: temporary files come and go with the load. */
export function freeLocalStorage(truth: MemberTruth, localGib: number): EstateSeries {
  const demand = demandOf(truth.workload, { key: `${truth.memberId}/local`, peak: 0.3 * localGib })
  const used = amountOf(demand, [{ fromHour: 0, amount: localGib }], 0.95)
  return metricOf(truth.life, {
    metric: metricId(truth, 'FreeLocalStorage'),
    unit: 'Bytes',
    statistics: ['Minimum'],
    seed: truth.seed ^ 13,
    hourly: (fromHour, count) => used(fromHour, count).map((gib) => gib * bytesPerGib),
    total: (_, count) => new Float64Array(count).fill(localGib * bytesPerGib),
    spread: 0.1,
    typical: 0.05 * localGib * bytesPerGib,
  })
}

/** Milliseconds by which a reader of Aurora is behind: it shares the volume. */
export function replicaLag(truth: MemberTruth): EstateSeries {
  const hourly = amountOf(demandOf(truth.workload, { key: `${truth.memberId}/lag`, peak: 22, follow: 0.5 }))
  return metricOf(truth.life, {
    metric: metricId(truth, 'AuroraReplicaLag'),
    unit: 'Milliseconds',
    statistics: ['Maximum'],
    seed: truth.seed ^ 15,
    hourly,
    ripple: 0.3,
    spread: 0.8,
    typical: 5,
  })
}
