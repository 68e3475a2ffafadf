import { provisionalMs, type SeriesRef, type Tier, tierFacts } from '#lib/model/series.ts'
import { ceilTo, type EpochMs, floorTo, hourMs, minuteMs, type Range } from '#lib/model/time.ts'
import type { PullItem } from './collector.ts'

/** A series, what the store holds of it, and the shortest period that AWS publishes for it (absent = 5 minutes). */
export type PlannedSeries = {
  readonly series: SeriesRef
  readonly covered: Partial<Record<Tier, Range>>
  readonly samplePeriodMs?: number
}

/** Pulls of one tier; phases are in the order in which they are worth most. */
export type PullPhase = {
  readonly tier: Tier
  readonly backfill: boolean
  readonly items: readonly PullItem[]
}

export type PlanOptions = {
  readonly series: readonly PlannedSeries[]
  readonly nowMs: EpochMs
  /**
   * AWS revises and delivers late: `recent` re-reads 3 hours, `deep` (once a day) what is up to 72 hours late, and the
   * day until the next one.
   */
  readonly overlap: 'recent' | 'deep'
  /** How far back the endpoint serves a tier, where it keeps more than AWS does. */
  readonly servedMs?: Partial<Record<Tier, number>>
}

export const overlapMs = { recent: 3 * hourMs, deep: (72 + 24) * hourMs }

/**
 * Which range to ask of each series. First what is new since the last pull with its overlap, then the back-fill,
 * coarsest tier first. A metric is billed per request and not per value: what is missing of a tier is one range.
 * Every range touches what is covered, so the covered interval stays one interval. What AWS no longer serves is not
 * asked for.
 */
export function planPulls({ series, nowMs, overlap, servedMs }: PlanOptions): PullPhase[] {
  const phase = (
    tier: Tier,
    backfill: boolean,
    rangeOf: (window: Window) => Range | undefined,
  ): PullPhase => ({
    tier,
    backfill,
    items: series.flatMap((planned) => {
      const window = windowOf({ planned, tier, nowMs, overlap, servedMs })
      const range = window && rangeOf(window)
      if (!window || !range || range.toMs <= range.fromMs) return []
      return [{ series: planned.series, range, provisionalFromMs: window.provisionalFromMs }]
    }),
  })
  const phases = [
    phase('1h', false, (window) => window.forward),
    phase('5m', false, (window) => window.forward),
    phase('1m', false, (window) => window.forward),
    phase('1h', true, (window) => window.older),
    phase('5m', true, (window) => window.older),
    phase('1m', true, (window) => window.older),
  ]
  return phases.filter(({ items }) => items.length > 0)
}

type Window = {
  readonly provisionalFromMs: EpochMs
  /** From the end of what is covered, less the overlap, to now. */
  readonly forward?: Range
  /** From the oldest that AWS serves to the beginning of what is covered (all, if nothing is). */
  readonly older?: Range
}

type WindowOptions = {
  readonly planned: PlannedSeries
  readonly tier: Tier
  readonly nowMs: EpochMs
  readonly overlap: PlanOptions['overlap']
  readonly servedMs: PlanOptions['servedMs']
}

function windowOf({ planned, tier, nowMs, overlap, servedMs: reaches }: WindowOptions): Window | undefined {
  const { periodMs } = tierFacts[tier]
  const servedMs = reaches?.[tier] ?? tierFacts[tier].servedMs
  if (tier === '1m' && (planned.samplePeriodMs ?? 5 * minuteMs) > periodMs) return undefined
  const oldestMs = ceilTo(nowMs - servedMs, periodMs)
  const newestMs = floorTo(nowMs, periodMs)
  const provisionalFromMs = floorTo(nowMs - provisionalMs, periodMs)
  const known = planned.covered[tier]
  // A clock that ran ahead once must not leave a hole behind now.
  const covered = known && { fromMs: known.fromMs, toMs: Math.min(known.toMs, newestMs) }
  if (!covered || covered.toMs <= covered.fromMs) {
    return { provisionalFromMs, older: { fromMs: oldestMs, toMs: newestMs } }
  }
  const fromMs = Math.max(oldestMs, floorTo(covered.toMs - overlapMs[overlap], periodMs))
  // The oldest sample falls out of what AWS serves while we work: one period of slack keeps the plan at rest.
  const missing = covered.fromMs - oldestMs > periodMs
  return {
    provisionalFromMs,
    forward: { fromMs, toMs: newestMs },
    ...(missing ? { older: { fromMs: oldestMs, toMs: floorTo(covered.fromMs, periodMs) } } : {}),
  }
}
