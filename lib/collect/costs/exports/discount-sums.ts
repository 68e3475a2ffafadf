import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import type { ExportLine } from './export-line.ts'

export type SummedDiscount = {
  readonly accountId: string
  readonly fromDay: string
  readonly toDay: string
  readonly listUsd: number
  readonly paidUsd: number
}

/** Adds up on-demand usage by account, of the lines that tell a public price; free usage tells nothing of a discount. */
export function openDiscounts() {
  const sums = new Map<string, { first: string; last: string; listUsd: number; paidUsd: number }>()
  return {
    add({ accountId, day, listUsd = 0, netUsd }: ExportLine): void {
      if (!(listUsd > 0 && netUsd > 0)) return
      const sum = sums.get(accountId) ?? { first: day, last: day, listUsd: 0, paidUsd: 0 }
      sums.set(accountId, sum)
      if (day < sum.first) sum.first = day
      if (day > sum.last) sum.last = day
      sum.listUsd += listUsd
      sum.paidUsd += netUsd
    },
    sums: (): readonly SummedDiscount[] =>
      [...sums].map(([accountId, { first, last, listUsd, paidUsd }]) => ({
        accountId,
        fromDay: first,
        toDay: isoDay(dayStart(last) + dayMs),
        listUsd,
        paidUsd,
      })),
  }
}
