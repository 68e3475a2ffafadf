import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import { monthlyUsd } from '#lib/model/units.ts'
import type { NoteContext } from './definition.ts'
import { amountText, monthText } from './note-text.ts'

/** GiB of memory that an ACU brings, about. */
const gibPerAcu = 2
const leastAcu = 0.5
const mostAcu = 256
/** ACU of a vCPU at full use, in the memory-optimized and in the burstable classes. */
const acuPerVcpu = { memory: 4, burstable: 2 } as const

export type AcuUse = { readonly mean: number; readonly p95: number; readonly max: number }
export type AcuRange = { readonly minAcu: number; readonly maxAcu: number }

/** ACU that so many vCPU at a share of use are (AWS's conversion in aws/agent-toolkit-for-aws, 2026-08). */
export function acuOf(vcpu: number, share: number, burstable: boolean): number {
  return vcpu * (burstable ? acuPerVcpu.burstable : acuPerVcpu.memory) * share
}

/**
 * Bounds of Serverless v2 for a use of ACU: from its mean to 1.3 times its peak, or 1.5 times what is typical (0.95 p95 +
 * 0.05 max) where that is more; in steps of half an ACU (the same source).
 */
export function acuRange({ mean, p95, max }: AcuUse): AcuRange {
  const typical = 0.95 * p95 + 0.05 * max
  const step = (acu: number) => Math.min(mostAcu, Math.max(leastAcu, Math.ceil(2 * acu - 1e-9) / 2))
  return { minAcu: step(mean), maxAcu: step(Math.max(1.3 * max, 1.5 * typical)) }
}

/** A change that saves less than this share is not worth a sentence. */
const worthShare = 0.1

/** Aurora of MySQL 5.6 had no name of its own. */
const engineOf = ({ resource }: NoteContext) =>
  resource.facts.engine === 'aurora' ? 'aurora-mysql' : String(resource.facts.engine)

function hourlyOf(prices: readonly Price[], key: string, shape = ''): number | undefined {
  return prices.find((one) => one.key === key && one.shape === shape)?.hourlyUsd
}

/** What a provisioned cluster would cost as Serverless v2, and between which bounds, by the CPU of the last 14 days. */
export function serverlessNotes(context: NoteContext): readonly EvidenceItem[] {
  const { resource, shapes, prices, signals } = context
  if (resource.facts.storageType === 'aurora-iopt1') return []
  const own = shapes.find(({ name }) => name === resource.shape)
  const cpu = signals['cpu-utilization']
  const acuHourly = hourlyOf(prices, `${engineOf(context)}/acu-hour`)
  const classHourly = hourlyOf(prices, `${engineOf(context)}/standard`, resource.shape)
  const vcpu = own?.capacity.cpu
  if (own === undefined || vcpu === undefined || cpu?.mean === undefined) return []
  if (acuHourly === undefined || classHourly === undefined) return []
  const acu = (percent: number) => acuOf(vcpu, percent / 100, own.burstable)
  const range = acuRange({ mean: acu(cpu.mean), p95: acu(cpu.max), max: acu(cpu.max) })
  const now = monthlyUsd(classHourly * resource.count)
  const then = monthlyUsd(acuHourly * range.minAcu * resource.count)
  if (!(then < (1 - worthShare) * now)) return []
  const text = `Between ${amountText(range.minAcu)} and ${amountText(range.maxAcu)} ACU it would cost from ${monthText(then)} instead of ${monthText(now)} at list price, by its CPU of the last 14 days. ${amountText(range.minAcu)} ACU hold ${amountText(gibPerAcu * range.minAcu)} GiB: a larger working set needs a larger minimum.`
  return [{ title: 'Serverless v2', text }]
}

/** Memory-optimized classes of today. */
const offered = /^db\.r\d/

/** The cheapest provisioned class with the memory and vCPU of so many ACU. */
function classFor(context: NoteContext, acu: number): { shape: Shape; hourlyUsd: number } | undefined {
  const key = `${engineOf(context)}/standard`
  let best: { shape: Shape; hourlyUsd: number } | undefined
  for (const shape of context.shapes) {
    const { cpu = 0, memory = 0 } = shape.capacity
    if (!offered.test(shape.name) || !shape.currentGeneration) continue
    if (memory < gibPerAcu * acu || cpu < acu / acuPerVcpu.memory) continue
    const hourlyUsd = hourlyOf(context.prices, key, shape.name)
    if (hourlyUsd !== undefined && !(best && best.hourlyUsd <= hourlyUsd)) best = { shape, hourlyUsd }
  }
  return best
}

/** What a Serverless v2 cluster would cost in the smallest class that has what it reached in the last 14 days. */
export function provisionedNotes(context: NoteContext): readonly EvidenceItem[] {
  const { resource, prices, signals } = context
  const capacity = signals.capacity
  const acuHourly = hourlyOf(prices, `${engineOf(context)}/acu-hour`)
  if (resource.facts.storageType === 'aurora-iopt1' || capacity?.mean === undefined) return []
  const found = classFor(context, capacity.max)
  if (acuHourly === undefined || found === undefined) return []
  const now = monthlyUsd(acuHourly * capacity.mean * resource.count)
  const then = monthlyUsd(found.hourlyUsd * resource.count)
  if (!(then < (1 - worthShare) * now)) return []
  const text = `It ran at ${amountText(capacity.mean)} ACU on average, ${monthText(now)} at list price, and reached ${amountText(capacity.max)}: ${resource.count} × ${found.shape.name} have that all the time for ${monthText(then)}.`
  return [{ title: 'Provisioned', text }]
}
