import type { CapacityStep } from './capacity-steps.ts'
import { daysFrom, type Frame, historyDays, hourAt } from './frame.ts'
import { datedOption, numberCell, numberOption, type TableRow } from './table.ts'

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

/** Options `sto` (percent used at the anchor), `grow` (GiB a day), `retention`, `max`, `grown=OLD_GIB@DAYS`. */
export function storageOf(row: TableRow, frame: Frame): Storage {
  const gib = numberCell(row, 'gib')
  const usedNow = (numberOption(row, 'sto', 42) / 100) * gib
  const grow = numberOption(row, 'grow', (0.04 * usedNow) / 365)
  const grown = datedOption(row, 'grown')
  const retention = 'retention' in row.options
  return {
    gib,
    gibMax: row.options.max ? Number(row.options.max) : undefined,
    before: grown && { gib: Number(grown.value), days: grown.days },
    usedGib: (day) => usedAt({ usedNow, grow, retention }, daysFrom(frame, day)),
  }
}

type Growth = { readonly usedNow: number; readonly grow: number; readonly retention: boolean }

/** Linear at the same slope to both sides; compound backward where a line would have begun below nothing. */
function usedAt({ usedNow, grow, retention }: Growth, days: number): number {
  if (retention && days < retentionDays) {
    const atStart = usedNow + grow * retentionDays
    return usedAt({ usedNow: atStart, grow: 2 * grow, retention: false }, days - retentionDays)
  }
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
