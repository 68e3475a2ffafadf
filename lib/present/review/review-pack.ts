import type { FleetRow, ResourceDetail } from '#lib/model/fleet.ts'
import type { CarriedDecision, ReviewAbstention, ReviewItem, ReviewPack } from '#lib/model/review.ts'
import { dayMs } from '#lib/model/time.ts'
import { overdueDays } from '../decision-words.ts'
import { frozenSeries } from './frozen-series.ts'
import { reviewAccuracy } from './review-accuracy.ts'
import { reviewChanges } from './review-changes.ts'
import { reviewEnds } from './review-ends.ts'
import type { ReviewInput } from './review-input.ts'
import { runsOutRows, teamShares } from './review-items.ts'
import { costBridge, reviewSpend } from './review-spend.ts'
import { subjectOf } from './review-subject.ts'

/** A rejection, or a change that is done, is carried so long. */
const carriedDays = 30

/**
 * The pack of one week. `items` are those of `reviewItems`, of which the agenda has got its evidence by `withEvidence`.
 * Pure: the same input gives the same bytes.
 */
export function reviewPack(input: ReviewInput, items: readonly ReviewItem[]): ReviewPack {
  const { week, nowMs, nextReviewMs, freshness, previous, rows } = input
  const { samplesToMs, costsToDay, forecastRunId } = freshness
  return {
    version: 1,
    week,
    asOfMs: nowMs,
    nextReviewMs,
    ...(previous === undefined ? {} : { previousWeek: previous.week }),
    source: freshness.source,
    ...(samplesToMs === undefined ? {} : { samplesToMs }),
    ...(costsToDay === undefined ? {} : { costsToDay }),
    ...(forecastRunId === undefined ? {} : { forecastRunId }),
    horizonDays: input.horizonDays,
    largeSavingMonthlyUsd: input.largeSavingMonthlyUsd,
    resourceCount: rows.length,
    teams: teamsOf(rows),
    items,
    rest: teamShares(items),
    runsOut: runsOutRows(rows),
    accuracy: reviewAccuracy(input),
    changes: reviewChanges(input),
    spend: reviewSpend(input),
    ...bridgeOf(input),
    carried: carriedDecisions(input),
    abstentions: abstentionsOf(rows),
    ends: reviewEnds(input),
  }
}

/** An item of the agenda with everything its page shows. */
export function withEvidence(item: ReviewItem, detail: ResourceDetail | undefined): ReviewItem {
  if (detail?.recommendation === undefined) return item
  const series = frozenSeries(detail)
  return {
    ...item,
    resource: detail.resource,
    recommendation: detail.recommendation,
    ...(series === undefined ? {} : { series }),
  }
}

function bridgeOf(input: ReviewInput): { bridge?: ReviewPack['bridge'] } {
  const bridge = costBridge(input)
  return bridge === undefined ? {} : { bridge }
}

function teamsOf(rows: readonly FleetRow[]): string[] {
  const names = rows.flatMap(({ resource: { team } }) => (team === undefined ? [] : [team]))
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b, 'en'))
}

/** Decisions that stand, those with the oldest due day first. */
function carriedDecisions({ decided, nowMs }: ReviewInput): CarriedDecision[] {
  return decided
    .filter(({ row: { decision }, standing, followUp }) => {
      const recent = decision.atMs > nowMs - carriedDays * dayMs
      const done = followUp?.state === 'confirmed' || followUp?.state === 'not-measurable'
      return standing.state === 'stands' && (recent || !(decision.verdict === 'reject' || done))
    })
    .map(({ row, followUp }) => {
      const { decision, resource, accountName } = row
      const { id, name, resourceClass, region, team } = resource
      const waiting = followUp === undefined || followUp.state === 'not-yet-changed'
      const late = decision.verdict === 'accept' && waiting ? overdueDays(decision, nowMs) : undefined
      return {
        resourceId: id,
        name,
        resourceClass,
        accountName,
        region,
        ...(team === undefined ? {} : { team }),
        decision,
        ...(followUp === undefined ? {} : { followUp }),
        ...(late === undefined ? {} : { overdueDays: late }),
      }
    })
    .toSorted(
      (a, b) =>
        (a.decision.dueMs ?? Number.MAX_VALUE) - (b.decision.dueMs ?? Number.MAX_VALUE) ||
        a.name.localeCompare(b.name, 'en'),
    )
}

function abstentionsOf(rows: readonly FleetRow[]): ReviewAbstention[] {
  return rows.flatMap((row) => {
    const abstention = row.recommendation?.abstention
    return abstention === undefined
      ? []
      : [{ ...subjectOf(row), reason: abstention.reason, text: abstention.text }]
  })
}
