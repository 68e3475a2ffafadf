import { z } from 'zod'
import {
  type DecisionRow,
  type FollowUp,
  followUpStates,
  questionKinds,
  verdicts,
} from '#lib/model/decision.ts'
import { findings } from '#lib/model/recommendation.ts'
import { resourceClasses } from '#lib/model/resource.ts'
import {
  agendaReasons,
  type ReviewPack,
  type ReviewRow,
  type ReviewSubject,
  reviewChangeKinds,
} from '#lib/model/review.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { amount, day, instant, pageSchema, text } from './api-schemas.ts'

const isoOf = (ms: EpochMs) => new Date(ms).toISOString()
const dayOf = (ms: EpochMs | null | undefined) => (ms === undefined || ms === null ? null : isoDay(ms))

/** What was decided, on which numbers, and what an accepted change came to. */
const decisionSchema = z.object({
  id: z.int(),
  resourceId: z.string(),
  name: z.string(),
  resourceClass: z.enum(resourceClasses),
  account: z.string(),
  accountId: z.string(),
  region: z.string(),
  team: text,
  kind: z.enum(questionKinds),
  verdict: z.enum(verdicts),
  at: instant,
  actor: z.string(),
  reason: z.string(),
  owner: text,
  due: day.nullable(),
  expires: day.nullable(),
  approver: text,
  week: text,
  basis: z.object({
    asOf: instant,
    finding: z.enum(findings),
    chance: amount,
    median: day.nullable(),
    from: text,
    to: text,
    chanceAfter: amount,
    listDeltaMonthlyUsd: amount,
    cashDeltaMonthlyUsd: amount,
  }),
  followUp: z
    .object({
      asOf: day,
      state: z.enum(followUpStates),
      text: z.string(),
      predictedMonthlyUsd: amount,
      measuredMonthlyUsd: amount,
    })
    .nullable(),
})
export type ApiDecision = z.infer<typeof decisionSchema>

/** The newest word on every question, the latest first; what was taken back is left out. */
export const decisionsSchema = pageSchema(decisionSchema)

export function toApiDecision(
  { decision, resource, accountName }: DecisionRow,
  followUp?: FollowUp,
): ApiDecision {
  const { id, resourceId, kind, verdict, atMs, actor, reason, owner, dueMs, expiresMs, approver, week } =
    decision
  const { basis } = decision
  return {
    ...{ id, resourceId, name: resource.name, resourceClass: resource.resourceClass },
    ...{ account: accountName, accountId: resource.accountId, region: resource.region },
    team: resource.team ?? null,
    ...{ kind, verdict, at: isoOf(atMs), actor, reason, owner: owner ?? null },
    ...{ due: dayOf(dueMs), expires: dayOf(expiresMs), approver: approver ?? null, week: week ?? null },
    basis: {
      ...{ asOf: isoOf(basis.asOfMs), finding: basis.finding, chance: basis.chance },
      median: dayOf(basis.medianMs),
      from: basis.fromLabel,
      to: basis.optionLabel ?? basis.remedy ?? null,
      chanceAfter: basis.optionChance ?? null,
      listDeltaMonthlyUsd: basis.deltaMonthlyUsd ?? null,
      cashDeltaMonthlyUsd: basis.cashDeltaMonthlyUsd ?? null,
    },
    followUp: followUp
      ? {
          ...{ asOf: isoDay(followUp.asOfMs), state: followUp.state, text: followUp.text },
          predictedMonthlyUsd: followUp.predictedMonthlyUsd ?? null,
          measuredMonthlyUsd: followUp.measured?.monthlyUsd ?? null,
        }
      : null,
  }
}

/** Frozen reviews, the newest first; how much is on the agenda is told to those who see every team. */
export const reviewsSchema = pageSchema(
  z.object({ week: z.string(), frozenAt: instant, agenda: amount, decided: amount }),
)

export function presentApiReviews(rows: readonly ReviewRow[]): z.infer<typeof reviewsSchema>['items'] {
  return rows.map(({ week, frozenMs, agenda, decided }) => ({
    ...{ week, frozenAt: isoOf(frozenMs), agenda: agenda ?? null, decided: decided ?? null },
  }))
}

const subject = {
  resourceId: z.string(),
  name: z.string(),
  resourceClass: z.enum(resourceClasses),
  account: z.string(),
  region: z.string(),
  team: text,
}
const toSubject = ({ resourceId, name, resourceClass, accountName, region, team }: ReviewSubject) => ({
  ...{ resourceId, name, resourceClass, account: accountName, region, team: team ?? null },
})

/** A frozen review: its questions, agenda first, what runs out, what changed, and what was restated since. */
export const reviewSchema = z.object({
  week: z.string(),
  frozenAt: instant,
  sha256: z.string(),
  horizonDays: z.number(),
  resources: z.int(),
  items: z.array(
    z.object({
      ...subject,
      number: amount,
      kind: z.enum(questionKinds),
      because: z.array(z.enum(agendaReasons)),
      finding: z.enum(findings),
      chanceByHorizon: amount,
      changeTo: text,
      listDeltaMonthlyUsd: amount,
      cashDeltaMonthlyUsd: amount,
      decideBy: day.nullable(),
      overdueDays: amount,
    }),
  ),
  runsOut: z.array(z.object({ ...subject, median: day.nullable(), chanceByHorizon: amount })),
  changes: z.array(z.object({ ...subject, kind: z.enum(reviewChangeKinds), text: z.string() })),
  decisions: z.array(decisionSchema),
  restatements: z.array(
    z.object({ month: z.string(), observedDay: day, beforeUsd: z.number(), afterUsd: z.number() }),
  ),
})

export type ReviewGiven = {
  readonly pack: ReviewPack
  readonly sha256: string
  readonly notes:
    | z.infer<typeof reviewSchema>['restatements']
    | readonly z.infer<typeof reviewSchema>['restatements'][number][]
  readonly decided: readonly DecisionRow[]
}

export function presentApiReview({
  pack,
  sha256,
  notes,
  decided,
}: ReviewGiven): z.infer<typeof reviewSchema> {
  return {
    week: pack.week,
    frozenAt: isoOf(pack.asOfMs),
    sha256,
    horizonDays: pack.horizonDays,
    resources: pack.resourceCount,
    items: pack.items.map((item) => ({
      ...toSubject(item),
      number: item.number ?? null,
      kind: item.kind,
      because: [...item.because],
      finding: item.summary.finding,
      chanceByHorizon: item.summary.chanceByHorizon,
      changeTo: item.summary.recommended?.label ?? null,
      listDeltaMonthlyUsd: item.listDeltaMonthlyUsd,
      cashDeltaMonthlyUsd: item.cashDeltaMonthlyUsd,
      decideBy: dayOf(item.decideByMs),
      overdueDays: item.overdueDays ?? null,
    })),
    runsOut: pack.runsOut.map(({ summary, ...one }) => ({
      ...toSubject(one),
      median: summary.medianDays === null ? null : isoDay(summary.asOfMs + summary.medianDays * dayMs),
      chanceByHorizon: summary.chanceByHorizon,
    })),
    changes: pack.changes.map((one) => ({ ...toSubject(one), kind: one.kind, text: one.text })),
    decisions: decided.map((row) => toApiDecision(row)),
    restatements: notes.map((note) => ({ ...note })),
  }
}
