import { hoursPerMonth } from '#lib/model/units.ts'
import { hourlyDemand } from './demand.ts'
import { daysFrom } from './frame.ts'
import { amountOf, type Life, metricOf } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { demandOf, type Workload } from './workload.ts'

/** What the volume of a database cluster follows from: its size at the anchor, and the I/O of an average month then. */
export type VolumeTruth = {
  readonly namespace: 'AWS/RDS' | 'AWS/DocDB'
  readonly clusterId: string
  readonly seed: number
  readonly workload: Workload
  readonly life: Life
  readonly gib: number
  readonly monthlyMillionIo: number
  /** Growth of the volume over a year, 0.1 = 10 %. */
  readonly yearlyGrowth: number
}

const bytesPerGib = 2 ** 30
const kinds = [
  { name: 'VolumeReadIOPs', share: 0.6 },
  { name: 'VolumeWriteIOPs', share: 0.4 },
] as const

/** GiB of the volume during an hour. */
export function volumeGib({ workload, gib, yearlyGrowth }: VolumeTruth, hour: number): number {
  return gib * (1 + yearlyGrowth) ** (daysFrom(workload.frame, hour / 24) / 365)
}

/** The volume's I/O as a rhythm whose week at the anchor has the average that the month's amount gives. */
function ioDemand({ workload, monthlyMillionIo }: VolumeTruth, share: number, key: string) {
  const perHour = (share * monthlyMillionIo * 1e6) / hoursPerMonth
  const unscaled = demandOf(workload, { key, peak: 1, hourNoise: 0.08 })
  const mean = unscaled.season.reduce((sum, value) => sum + value, 0) / unscaled.season.length
  return demandOf(workload, { key, peak: perHour / mean, hourNoise: 0.08 })
}

/** I/O requests of `hours` from `fromHour`, reads and writes. */
export function ioRequests(truth: VolumeTruth, fromHour: number, hours: number): number {
  return kinds
    .flatMap(({ name, share }) => [...hourlyDemand(ioDemand(truth, share, name), fromHour, hours)])
    .reduce((sum, value) => sum + value, 0)
}

/** Bytes used and billed I/O of the volume. */
export function volumeSeries(truth: VolumeTruth): readonly EstateSeries[] {
  const { namespace, clusterId, life, seed, gib } = truth
  const dimensions = { DBClusterIdentifier: clusterId }
  const used = metricOf(life, {
    metric: { namespace, name: 'VolumeBytesUsed', dimensions },
    unit: 'Bytes',
    statistics: ['Maximum'],
    seed: seed ^ 21,
    hourly: (fromHour, count) =>
      Float64Array.from({ length: count }, (_, i) => volumeGib(truth, fromHour + i) * bytesPerGib),
    ripple: 2e-5,
    flutter: 1e-5,
    spread: 2e-5,
    typical: 0.05 * gib * bytesPerGib,
  })
  const io = kinds.map(({ name, share }, i) => {
    const perHour = amountOf(ioDemand(truth, share, name))
    return metricOf(life, {
      metric: { namespace, name, dimensions },
      unit: 'Count',
      statistics: ['Sum'],
      seed: seed ^ (22 + i),
      hourly: (fromHour, count) => perHour(fromHour, count).map((value) => value / 60),
      ripple: 0.3,
      spread: 0,
      counter: true,
      typical: (share * truth.monthlyMillionIo * 1e6) / hoursPerMonth / 60 / 4,
    })
  })
  return [used, ...io]
}
