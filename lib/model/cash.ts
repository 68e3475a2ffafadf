import type { EpochMs } from './time.ts'

/** What a change does to the bill, dollars a month; negative saves. */
export type Cash = {
  /** Until `untilMs`, or at once and for good where that is absent; `null` = not known. */
  readonly nowMonthlyUsd: number | null
  /** Once no commitment holds it back. */
  readonly afterMonthlyUsd: number
  /** When the last commitment ends that keeps the two apart. */
  readonly untilMs?: EpochMs
}

/** All changes together, none of them counted twice. */
export type CashPlan = {
  readonly byResource: ReadonlyMap<string, Cash>
  readonly total: Cash
  /** Changes whose cash is not known; the total is without them. */
  readonly unknown: number
  /** How it was worked out, in a sentence. */
  readonly text: string
}
