import type { CapacityStep } from './capacity-steps.ts'
import { daysFrom, type Frame, historyDays, hourAt, seedFor } from './frame.ts'
import { cell, datedOption, numberCell, numberOption, type TableRow } from './table.ts'
import { unevenDays } from './uneven-days.ts'

/** Storage of one database: what is used on any day, and what is allocated at the anchor. */
export type Storage = {
  readonly gib: number
  readonly gibMax?: number
  /** Allocated before a manual extension. */
  readonly before?: { readonly gib: number; readonly days: number }
  readonly usedGib: (day: number) => number
}

/** Days before the anchor from which a retention job deletes half of what comes in. */
export const retentionDays = -50

/** Days after the anchor for which storage autoscaling is laid out. */
const plannedDays = 1500

/** Options `sto` (percent used at the anchor), `grow` (GiB a day on average), `steady`, `retention`, `max`, `grown=OLD_GIB@DAYS`. */
export function storageOf(row: TableRow, frame: Frame): Storage {
  const gib = numberCell(row, 'gib')
  const usedNow = (numberOption(row, 'sto', 42) / 100) * gib
  const grow = numberOption(row, 'grow', (0.04 * usedNow) / 365)
  const grown = datedOption(row, 'grown')
  const retention = 'retention' in row.options
  const seed = seedFor(frame, `${row.options.of ?? cell(row, 'name')}/storage`)
  const evenDays = 'steady' in row.options ? (days: number) => days : unevenDays(seed)
  return {
    gib,
    gibMax: row.options.max ? Number(row.options.max) : undefined,
    before: grown && { gib: Number(grown.value), days: grown.days },
    usedGib: (day) => usedAt({ usedNow, grow, retention, evenDays }, daysFrom(frame, day)),
  }
}

type Growth = {
  readonly usedNow: number
  readonly grow: number
  readonly retention: boolean
  /** Days of even growth that a stretch of days, counted from the anchor, stands for. */
  readonly evenDays: (days: number) => number
}

/** The same growth to both sides; compound backward where a line would have begun below nothing. */
function usedAt({ usedNow, grow, retention, evenDays }: Growth, days: number): number {
  const passed = evenDays(days)
  if (retention && days < retentionDays) {
    const since = evenDays(retentionDays)
    return grownTo({ usedNow: usedNow + grow * since, grow: 2 * grow }, passed - since)
  }
  return grownTo({ usedNow, grow }, passed)
}

function grownTo({ usedNow, grow }: Pick<Growth, 'usedNow' | 'grow'>, days: number): number {
  if (days >= 0 || usedNow > 1.15 * grow * historyDays) return Math.max(0.01, usedNow + grow * days)
  return usedNow * Math.exp((grow / usedNow) * days)
}

/**
 * Allocated GiB over time. With autoscaling (MaxAllocatedStorage) it grows by the larger of 10 GiB and a tenth when
 * less than a tenth is free, at most every six hours (RDS user guide, "Managing capacity automatically").
 */
export function allocatedSteps(storage: Storage, frame: Frame): readonly CapacityStep[] {
  const { gib, gibMax, before, usedGib } = storage
  const steps: CapacityStep[] = before
    ? [
        { fromHour: 0, amount: before.gib },
        { fromHour: hourAt(frame, before.days, 11), amount: gib },
      ]
    : [{ fromHour: 0, amount: gib }]
  let amount = gib
  for (let days = 1; gibMax && days < plannedDays && amount < gibMax; days++) {
    const fromHour = hourAt(frame, days, 4)
    if (usedGib(fromHour / 24) < 0.9 * amount) continue
    amount = Math.min(gibMax, Math.ceil(amount + Math.max(10, 0.1 * amount)))
    steps.push({ fromHour, amount })
  }
  return steps
}
