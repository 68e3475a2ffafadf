import { z } from 'zod'
import type { RecommendationSummary } from './fleet.ts'
import { findings } from './recommendation.ts'
import type { Resource } from './resource.ts'
import { dayMs, type EpochMs, floorTo } from './time.ts'

/**
 * What a decision is about. With the resource it is the key: the same question stays decided from one run to the next.
 * `capacity`: more is needed, or a risk is to be borne. `saving`: less would do.
 */
export const questionKinds = ['capacity', 'saving'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** What was said. `reopen` takes an earlier word back. */
export const verdicts = ['accept', 'accept-risk', 'reject', 'snooze', 'reopen'] as const
export type Verdict = (typeof verdicts)[number]

/** Reasons offered beside free text. */
export const rejectReasons = [
  'Forecast looks wrong',
  'Change already planned',
  'Too risky now',
  'Cost',
  'Retiring it',
  'Other',
] as const

const instant = z.number()

/** The numbers on which a question was decided; `null` = not known then. */
export const decisionBasisSchema = z.object({
  asOfMs: instant,
  finding: z.enum(findings),
  /** Of running out within the horizon at the present size. */
  chance: z.number().nullable(),
  /** Median date on which it runs out. */
  medianMs: instant.nullable(),
  /** What was running, as AWS writes it, and since when its size is compared. */
  fromLabel: z.string().nullable(),
  fromMonthlyUsd: z.number().nullable(),
  /** What was recommended; absent where nothing was but a remedy. */
  optionId: z.string().optional(),
  optionLabel: z.string().optional(),
  /** Chance of a breach on it. */
  optionChance: z.number().optional(),
  deltaMonthlyUsd: z.number().optional(),
  remedy: z.string().optional(),
  /** How much a month is cash, where commitments are known. */
  cashDeltaMonthlyUsd: z.number().optional(),
})
export type DecisionBasis = z.infer<typeof decisionBasisSchema>

/** A word that was given; kept for ever. The newest of a resource and kind counts. */
export type Decision = {
  readonly id: number
  readonly resourceId: string
  readonly kind: QuestionKind
  readonly verdict: Verdict
  readonly atMs: EpochMs
  /** Who recorded it. */
  readonly actor: string
  readonly reason: string
  readonly owner?: string
  /** The UTC day by whose end it is to be done. */
  readonly dueMs?: EpochMs
  /** The UTC day from which the question is open again: of a snooze, of an accepted risk, or of another where set. */
  readonly expiresMs?: EpochMs
  /** Who answers for an accepted risk. */
  readonly approver?: string
  /** The review it was taken in, `2026-W48`. */
  readonly week?: string
  readonly basis: DecisionBasis
}

/** A decision to record: everything but what the store adds. */
export type DecisionToSave = Omit<Decision, 'id' | 'atMs' | 'actor'>

/** A decision with whose it is about, for lists. */
export type DecisionRow = {
  readonly decision: Decision
  readonly resource: Pick<Resource, 'id' | 'name' | 'resourceClass' | 'accountId' | 'region' | 'team'>
  readonly accountName: string
}

/** A change of less is no money. */
const leastUsd = 0.5

/** What is asked about a resource by its newest recommendation; `undefined` where there is nothing to decide. */
export function questionOf(
  summary: Pick<RecommendationSummary, 'finding' | 'recommended'>,
): QuestionKind | undefined {
  const { finding, recommended } = summary
  if (finding === 'runs-out') return 'capacity'
  if (finding === 'watch' && (recommended?.deltaMonthlyUsd ?? -1) > -leastUsd) return 'capacity'
  if (finding === 'idle') return 'saving'
  return (recommended?.deltaMonthlyUsd ?? 0) <= -leastUsd ? 'saving' : undefined
}

/** What a decision lacks, a sentence each: a word without an owner, a date or a reason decides nothing. */
export function lacksOf(decision: DecisionToSave, nowMs: EpochMs): string[] {
  const { verdict, reason, owner, dueMs, expiresMs, approver } = decision
  const today = floorTo(nowMs, dayMs)
  const needed: readonly (string | false)[] = [
    verdict === 'accept' && !owner && 'Name an owner: who makes the change.',
    verdict === 'accept' && dueMs === undefined && 'Give the day by which the change is made.',
    verdict === 'accept-risk' && !approver && 'Name who approves the risk.',
    (verdict === 'accept-risk' || verdict === 'reject' || verdict === 'snooze') &&
      reason === '' &&
      'Give a reason.',
    (verdict === 'accept-risk' || verdict === 'snooze') &&
      expiresMs === undefined &&
      'Give the day on which the question comes back.',
    dueMs !== undefined && dueMs < today && 'The due day is past.',
    expiresMs !== undefined &&
      expiresMs <= today &&
      'The day on which the question comes back must lie ahead.',
    verdict === 'accept' &&
      decision.basis.optionId === undefined &&
      decision.basis.remedy === undefined &&
      decision.basis.finding !== 'idle' &&
      'There is no change to accept: accept the risk, reject or snooze.',
  ]
  return needed.filter((text) => text !== false)
}

/** Whether a decision still stands at a later run, and what ended it, in a sentence with the numbers. */
export type Standing =
  | { readonly state: 'stands' }
  /** Its term is over. */
  | { readonly state: 'expired'; readonly text: string }
  /** The evidence is no longer what it was. */
  | { readonly state: 'moved'; readonly text: string }

/** What an accepted change came to. */
export const followUpStates = [
  'not-yet-changed',
  'changed',
  'confirmed',
  'not-measurable',
  'rolled-back',
] as const
export type FollowUpState = (typeof followUpStates)[number]

/** A figure a month with its 80 % interval; negative saves. */
export type MeasuredUsd = { readonly monthlyUsd: number; readonly lowUsd: number; readonly highUsd: number }

/** How one accepted change is getting on, as of a day. Replaced each day. */
export type FollowUp = {
  readonly decisionId: number
  readonly asOfMs: EpochMs
  readonly state: FollowUpState
  /** A sentence for people: why, or what was seen. */
  readonly text: string
  /** When the capacity timeline shows the change, and back, where it was rolled back. */
  readonly changedMs?: EpochMs
  readonly rolledBackMs?: EpochMs
  readonly predictedMonthlyUsd?: number
  readonly measured?: MeasuredUsd
  /** Parts of the measured figure: another rate, another use. They add up to it. */
  readonly rateMonthlyUsd?: number
  readonly usageMonthlyUsd?: number
  /** Chance of running out before and after; `risen` = above what was accepted. */
  readonly risk?: { readonly before: number | null; readonly after: number | null; readonly risen: boolean }
}

/** The newest word on a question, with whether it stands and how it is getting on. */
export type Decided = {
  readonly row: DecisionRow
  readonly standing: Standing
  readonly followUp?: FollowUp
}
