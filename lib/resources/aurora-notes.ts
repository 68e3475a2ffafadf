import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import { bytesPerGib, hoursPerMonth, monthlyUsd } from '#lib/model/units.ts'
import { breakEvenIoShare, ioShareOf, modeCosts, type StandardMonth } from './aurora-io.ts'
import type { NoteContext } from './definition.ts'
import { amountText, monthText, shareText } from './note-text.ts'

/** A change of mode that saves less than this share of the cluster's cost is not worth a sentence of advice. */
const worthShare = 0.02

/** A month at the prices of Aurora Standard, from the level of the last 14 days; undefined where a part is not known. */
export function standardMonth(
  context: NoteContext,
  computeUsd: number | undefined,
): StandardMonth | undefined {
  const { resource, signals, prices } = context
  const bytes = signals['volume-bytes']?.max
  const [reads, writes] = [signals['volume-reads']?.mean, signals['volume-writes']?.mean]
  const engine = engineKey(String(resource.facts.engine))
  const gib = priceOf(prices, `${engine}/storage-gib-month`)
  const million = priceOf(prices, `${engine}/million-io`)
  if (bytes === undefined || reads === undefined || writes === undefined) return undefined
  if (computeUsd === undefined || gib === undefined || million === undefined) return undefined
  return {
    computeUsd,
    storageUsd: (bytes / bytesPerGib) * monthlyUsd(gib),
    ioUsd: (((reads + writes) * hoursPerMonth) / 1e6) * million,
  }
}

/** Aurora of MySQL 5.6 had no name of its own. */
const engineKey = (engine: string) => (engine === 'aurora' ? 'aurora-mysql' : engine)

function priceOf(prices: readonly Price[], key: string, shape = ''): number | undefined {
  return prices.find((price) => price.key === key && price.shape === shape)?.hourlyUsd
}

/** Instances of a provisioned cluster a month at Standard prices. */
export function provisionedUsd({ resource, prices }: NoteContext): number | undefined {
  const key = `${engineKey(String(resource.facts.engine))}/standard`
  const hourly = priceOf(prices, key, resource.shape)
  return hourly === undefined ? undefined : monthlyUsd(hourly * resource.count)
}

/** ACU-hours of a serverless cluster a month at Standard prices, at the mean capacity of the last 14 days. */
export function serverlessUsd({ resource, prices, signals }: NoteContext): number | undefined {
  const hourly = priceOf(prices, `${engineKey(String(resource.facts.engine))}/acu-hour`)
  const acu = signals.capacity?.mean
  return hourly === undefined || acu === undefined ? undefined : monthlyUsd(hourly * acu * resource.count)
}

/** What the ACU-hours of a serverless cluster cost, as measured. */
export function acuNotes({ resource, prices }: NoteContext): readonly EvidenceItem[] {
  const { meanAcu } = resource.facts
  const usd = acuMonthlyUsd(resource, prices)
  if (usd === undefined || typeof meanAcu !== 'number') return []
  const text = `${amountText(meanAcu)} ACU ran on the mean of the last 14 days: ${monthText(usd)} at list price, as measured and not as sized. Storage and I/O are not counted.`
  return [{ title: 'Capacity paid', text }]
}

/** List price a month of the ACU that ran on the mean, in the cluster's own mode; undefined where they are not known. */
export function acuMonthlyUsd({ facts }: Resource, prices: readonly Price[]): number | undefined {
  const mode = facts.storageType === 'aurora-iopt1' ? 'io-optimized-acu-hour' : 'acu-hour'
  const hourly = priceOf(prices, `${engineKey(String(facts.engine))}/${mode}`)
  if (hourly === undefined || typeof facts.meanAcu !== 'number') return undefined
  return monthlyUsd(hourly * facts.meanAcu)
}

/** Which storage mode is cheaper at the I/O of the last 14 days, in both directions. */
export function storageModeNotes(
  context: NoteContext,
  computeUsd: number | undefined,
): readonly EvidenceItem[] {
  const month = standardMonth(context, computeUsd)
  if (month === undefined) return []
  const { standardUsd, optimizedUsd } = modeCosts(month)
  const optimized = context.resource.facts.storageType === 'aurora-iopt1'
  const [paid, other] = optimized ? [optimizedUsd, standardUsd] : [standardUsd, optimizedUsd]
  const share = `I/O ${optimized ? 'would be' : 'is'} ${shareText(ioShareOf(month))} of the cost in the Standard mode`
  const even = `both modes cost the same at ${shareText(breakEvenIoShare(month))}`
  const saved = paid - other
  const [now, then] = optimized ? ['I/O-Optimized', 'Standard'] : ['Standard', 'I/O-Optimized']
  const verdict =
    saved > worthShare * paid
      ? `${then} is ${monthText(saved)} cheaper than ${now}.`
      : `${now} is the right mode.`
  return [{ title: 'Storage mode', text: `${share}; ${even}. ${verdict}` }]
}

/** Members of another class than the writer's are no part of the size that is judged, and may be promoted all the same. */
export function unequalNotes({ resource }: NoteContext): readonly EvidenceItem[] {
  const { otherClasses } = resource.facts
  if (typeof otherClasses !== 'string') return []
  const text = `Of another class than the writer: ${otherClasses}. What is judged here is the writer's class; one that is promoted carries the writer as it is.`
  return [{ title: 'Unequal members', text }]
}

/** A cluster that reached its upper capacity: what it needs above that is cut off. */
export function pinnedNotes({ resource, signals }: NoteContext): readonly EvidenceItem[] {
  const utilization = signals['acu-utilization']
  const { maxAcu } = resource.facts
  if (utilization === undefined || utilization.max < 100 || typeof maxAcu !== 'number') return []
  const half = utilization.p50 >= 100 ? ', for half of the time or more' : ''
  const text = `The capacity stood at its maximum of ${maxAcu} ACU in the last 14 days${half}. What it needs above that no metric tells: raise the maximum and look again.`
  return [{ title: 'At its maximum', text }]
}
