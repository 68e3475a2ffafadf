import { dayMs } from '#lib/model/time.ts'
import type { TrackRow } from '#lib/model/track-record.ts'
import type { DigestInput } from '#lib/present/digest.ts'
import { costsFixture, fixtureAsOfMs, fixtureNowMs, fleetFixture, freshnessFixture } from './fleet-fixture.ts'

/** Scores of last week's forecast of three resources: one always inside, two that missed. */
export function trackFixture(): TrackRow[] {
  const rows = fleetFixture()
  const inside = [7, 2, 5]
  return inside.flatMap((inside80, i): TrackRow[] => {
    const resource = rows[i]?.resource
    if (!resource) return []
    const { id: resourceId, name, resourceClass, team } = resource
    const base = { resourceId, name, resourceClass, ...(team === undefined ? {} : { team }) }
    const bias = [0.01, -0.2, 0.1][i] ?? 0
    const score = { horizonDays: 7, days: 7, mase: 1, inside80, inside90: 7, bias } as const
    return [{ ...base, ...score, dimension: 'cpu', asOfMs: fixtureAsOfMs - 7 * dayMs, origin: 'published' }]
  })
}

/** Everything a digest is presented from. */
export function digestInput(changes: Partial<DigestInput> = {}): DigestInput {
  return {
    rows: fleetFixture(),
    freshness: freshnessFixture(),
    costs: costsFixture(),
    policyHorizonDays: 90,
    nowMs: fixtureNowMs,
    week: '2026-W48',
    workspace: 'meridian',
    track: trackFixture(),
    budgets: [],
    baseUrl: 'https://headroom.example',
    ...changes,
  }
}
