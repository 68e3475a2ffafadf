import type { Decision, DecisionRow } from '#lib/model/decision.ts'
import { isoWeekOf, rangeOfWeek } from '#lib/model/iso-week.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import type { ReviewInput } from '#lib/present/review/review-input.ts'
import { basisOf, cashPlan } from '#lib/recommend/index.ts'
import { fixtureNowMs, fleetFixture, freshnessFixture } from './fleet-fixture.ts'

/** Mon 23 Nov 2026, 06:00 UTC. */
export const reviewNowMs = Date.UTC(2026, 10, 23, 6)

/** 90 days of cost up to yesterday under one key, the last two estimated. */
export function keyDays(key: string, usdOf: (day: string) => number): ReviewInput['teamDays'] {
  return Array.from({ length: 90 }, (_, i) => {
    const day = isoDay(reviewNowMs - (90 - i) * dayMs)
    return { day, key, usd: usdOf(day), estimated: i >= 88 }
  })
}

export function reviewInput(changes: Partial<ReviewInput> = {}): ReviewInput {
  const week = isoWeekOf(reviewNowMs)
  return {
    week,
    nowMs: reviewNowMs,
    nextReviewMs: rangeOfWeek(week)?.toMs ?? 0,
    freshness: freshnessFixture(),
    horizonDays: 90,
    largeSavingMonthlyUsd: 1000,
    rows: fleetFixture(),
    decided: [],
    published: [],
    teamDays: [...keyDays('checkout', () => 100), ...keyDays('search', (day) => (day < '2026-11' ? 50 : 60))],
    serviceDays: keyDays('Amazon EC2', (day) => (day < '2026-11' ? 150 : 160)),
    recordDays: keyDays('Credit', (day) => (day === '2026-10-05' ? -930 : 0)),
    rates: { before: [], after: [] },
    budgets: [
      { team: 'checkout', month: '2026-11', usd: 2900 },
      { team: 'checkout', month: '2026-10', usd: 3000 },
      { team: 'search', month: '2026-10', usd: 1500 },
    ],
    commitments: [],
    cash: cashPlan({ rows: fleetFixture(), commitments: [], days: [], nowMs: reviewNowMs }),
    limits: [],
    accountNames: new Map([['111122223333', 'prod-core']]),
    ...changes,
  }
}

/** The row of the fleet of this name. */
export function fleetRow(name: string) {
  const row = fleetFixture().find(({ resource }) => resource.name === name)
  if (row?.recommendation === undefined) throw new Error(`no ${name} in the fixture`)
  return { ...row, recommendation: row.recommendation }
}

/** A decision about a resource of the fleet, taken ten days ago on the numbers of now. */
export function decisionRow(name: string, changes: Partial<Decision> = {}): DecisionRow {
  const { resource, recommendation, accountName } = fleetRow(name)
  const decision: Decision = {
    id: 1,
    resourceId: resource.id,
    kind: 'capacity',
    verdict: 'snooze',
    atMs: fixtureNowMs - 10 * dayMs,
    actor: 'ana',
    reason: 'read caching ships first',
    basis: basisOf(recommendation),
    ...changes,
  }
  return { decision, resource, accountName }
}
