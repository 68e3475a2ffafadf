import type { EpochMs } from './time.ts'

export const opinionSources = ['compute-optimizer', 'cost-optimization-hub'] as const
export type OpinionSource = (typeof opinionSources)[number]

/**
 * What AWS itself recommends for one resource, as of its own date: AWS forgets it within a day. Savings of several
 * opinions of the Cost Optimization Hub overlap and are never added up.
 */
export type SecondOpinion = {
  readonly source: OpinionSource
  readonly accountId: string
  readonly resourceArn: string
  readonly asOfMs: EpochMs
  /** As AWS names it: `OVER_PROVISIONED`, `Rightsize`. */
  readonly finding: string
  readonly reasons: readonly string[]
  readonly currentShape?: string
  /** Absent = AWS would keep what is there. */
  readonly recommendedShape?: string
  /** List dollars a month; negative costs more. */
  readonly savingMonthlyUsd?: number
  readonly lookbackDays?: number
  /** AWS's own scale: 0 very low to 4 very high. */
  readonly performanceRisk?: number
}
