import type { Signals } from '#lib/model/forecast.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Facts } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import { monthlyUsd } from '#lib/model/units.ts'
import { amountText, monthText } from './note-text.ts'

/** One EBS volume as DescribeVolumes tells it. */
export type Volume = {
  readonly id: string
  readonly type: string
  readonly gib: number
  readonly iops: number
  readonly throughputMibps: number
}

/** Every gp3 volume has this much without extra pay (EBS User Guide, "General Purpose SSD volumes"). */
export const gp3Included = { iops: 3000, throughputMibps: 125 } as const

/** gp2 up to 1,000 GiB, st1 and sc1 save up credits for bursts (EBS User Guide, "I/O credits and burst performance"). */
export function hasBurstBalance(type: string, gib: number): boolean {
  return type === 'st1' || type === 'sc1' || (type === 'gp2' && gib <= 1000)
}

/** A balance below this share of the credits, in percent, means that a volume is near its baseline. */
const lowBalance = 20

/** A volume that nearly ran out of credits for bursts, by the `burst-balance` of the last 14 days. */
export function burstNotes(signals: Signals): readonly EvidenceItem[] {
  const least = signals['burst-balance']?.min
  if (least === undefined || least >= lowBalance) return []
  const text = `The burst balance of its volumes fell to ${Math.round(least)}% in the last 14 days. At zero a gp2 volume is held at 3 IOPS a GiB; gp3 has 3,000 IOPS at any size.`
  return [{ title: 'EBS volume', text }]
}

/**
 * What a gp2 volume has beside its size: 3 IOPS a GiB from 100 to 16,000, and 250 MiB/s above 170 GiB, 128 up to there
 * (EBS User Guide, "General Purpose SSD volumes").
 */
export function gp2Performance(gib: number): { readonly iops: number; readonly throughputMibps: number } {
  return {
    iops: Math.min(Math.max(3 * gib, 100), 16_000),
    throughputMibps: gib > 170 ? 250 : 128,
  }
}

/**
 * What a gp2 volume has to buy as gp3 to keep what it has without bursts: IOPS above 1,000 GiB, where gp2 has more than
 * the 3,000 that every gp3 volume has, and throughput above 125 MiB/s.
 */
export function boughtAsGp3(gib: number): { readonly iops: number; readonly mibps: number } {
  const { iops, throughputMibps } = gp2Performance(gib)
  return {
    iops: Math.max(0, iops - gp3Included.iops),
    mibps: Math.max(0, throughputMibps - gp3Included.throughputMibps),
  }
}

/** A gp2 volume is worth a sentence where gp3 saves so much a month. */
const leastUsd = 10

/** What the gp2 volumes of an instance would cost as gp3, with IOPS and throughput bought to keep what they have. */
export function gp2Notes(facts: Facts, prices: readonly Price[]): readonly EvidenceItem[] {
  const { gp2Gib: gib, gp3IopsToBuy: iops, gp3MibpsToBuy: mibps } = facts
  if (typeof gib !== 'number' || typeof iops !== 'number' || typeof mibps !== 'number') return []
  const byKey = new Map(prices.map(({ key, hourlyUsd }) => [key, monthlyUsd(hourlyUsd)]))
  const of = (key: string) => byKey.get(`ebs/${key}`) ?? Number.NaN
  const now = gib * of('gp2-gib-month')
  const then = gib * of('gp3-gib-month') + iops * of('gp3-iops-month') + mibps * of('gp3-mibps-month')
  if (!(now - then >= leastUsd)) return []
  const bought =
    iops + mibps > 0
      ? `, ${amountText(iops)} IOPS and ${amountText(mibps)} MiB/s bought so that nothing is lost`
      : ''
  const text = `${amountText(gib)} GiB of gp2 cost ${monthText(now)} and as gp3 ${monthText(then)}${bought}. The type changes while the volume is in use.`
  return [{ title: 'EBS volume type', text }]
}

/** What a volume pays for, by price key: GiB, provisioned IOPS, and of gp3 what is above the included performance. */
export function billedUnits({ type, gib, iops, throughputMibps }: Volume): Readonly<Record<string, number>> {
  const storage = { [`ebs/${type}-gib-month`]: gib }
  if (type === 'io1' || type === 'io2') return { ...storage, [`ebs/${type}-iops-month`]: iops }
  if (type !== 'gp3') return storage
  return {
    ...storage,
    'ebs/gp3-iops-month': Math.max(0, iops - gp3Included.iops),
    'ebs/gp3-mibps-month': Math.max(0, throughputMibps - gp3Included.throughputMibps),
  }
}

/**
 * Facts of the volumes of one instance: number, GiB, types, IOPS, and the units of every price key that they pay
 * (`ebs/gp3-gib-month`), from which `volumesMonthlyUsd` makes dollars.
 */
export function volumeFacts(volumes: readonly Volume[]): Facts {
  if (volumes.length === 0) return {}
  const units: Record<string, number> = {}
  for (const volume of volumes) {
    for (const [key, amount] of Object.entries(billedUnits(volume))) {
      if (amount > 0) units[key] = (units[key] ?? 0) + amount
    }
  }
  return {
    volumes: volumes.length,
    volumeGib: volumes.reduce((sum, { gib }) => sum + gib, 0),
    volumeTypes: [...new Set(volumes.map(({ type }) => type))].sort().join(', '),
    volumeIops: volumes.reduce((sum, { iops }) => sum + iops, 0),
    ...gp2Facts(volumes.filter(({ type }) => type === 'gp2')),
    ...units,
  }
}

function gp2Facts(volumes: readonly Volume[]): Facts {
  if (volumes.length === 0) return {}
  const bought = volumes.map(({ gib }) => boughtAsGp3(gib))
  return {
    gp2Gib: volumes.reduce((sum, { gib }) => sum + gib, 0),
    gp3IopsToBuy: bought.reduce((sum, { iops }) => sum + iops, 0),
    gp3MibpsToBuy: bought.reduce((sum, { mibps }) => sum + mibps, 0),
  }
}

/**
 * List price a month of the volumes that `volumeFacts` counted; undefined without volumes or where a price that is
 * needed is not known. Prices of a month are kept by its hour (`hourlyUsd` x 730).
 */
export function volumesMonthlyUsd(facts: Facts, prices: readonly Price[]): number | undefined {
  if (typeof facts.volumes !== 'number') return undefined
  const byKey = new Map(prices.map(({ key, hourlyUsd }) => [key, monthlyUsd(hourlyUsd)]))
  let total = 0
  for (const [key, units] of Object.entries(facts)) {
    if (!key.startsWith('ebs/') || typeof units !== 'number') continue
    const price = byKey.get(key)
    if (price === undefined) return undefined
    total += price * units
  }
  return total
}
