import type { Dimension } from './capacity.ts'
import type { Decision, FollowUp, QuestionKind } from './decision.ts'
import type { RecommendationSummary } from './fleet.ts'
import type { AbstentionReason, Saturation } from './forecast.ts'
import type { IsoWeek } from './iso-week.ts'
import type { Recommendation } from './recommendation.ts'
import type { Resource, ResourceClass } from './resource.ts'
import type { EpochMs } from './time.ts'

/** Whose a row is: enough to name it and to cut a pack to a team. */
export type ReviewSubject = {
  readonly resourceId: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly accountName: string
  readonly region: string
  readonly team?: string
}

/** Why a question stands on the agenda: rule by rule. */
export const agendaReasons = [
  'decide-before-next-review',
  'large-saving',
  'overdue',
  'evidence-moved',
] as const
export type AgendaReason = (typeof agendaReasons)[number]

/** One dimension of an item's demand, thinned and rounded to four digits, enough to draw its chart again. */
export type FrozenSeries = {
  readonly dimension: Dimension
  readonly capacity: number
  readonly history: {
    readonly startMs: EpochMs
    /** Daily; `null` = no sample that day. */
    readonly peak: readonly (number | null)[]
    readonly capacity: readonly (number | null)[]
  }
  readonly forecast?: {
    readonly asOfMs: EpochMs
    readonly startMs: EpochMs
    /** Daily peaks as `QuantileBand.values`: day by day, `quantileLevels` each. */
    readonly peak: readonly number[]
    readonly saturation: Saturation
    readonly monthlyGrowth: number
  }
}

/** One open question. */
export type ReviewItem = ReviewSubject & {
  /** Place on the agenda from 1; absent = left to its team. */
  readonly number?: number
  readonly kind: QuestionKind
  readonly because: readonly AgendaReason[]
  readonly summary: RecommendationSummary
  /** A month, of the recommended change: at list price, and in cash where commitments are known (else list). */
  readonly listDeltaMonthlyUsd: number | null
  readonly cashDeltaMonthlyUsd: number | null
  /** What commitments do to the saving, in a sentence; absent = nothing. */
  readonly cashText?: string
  readonly decideByMs?: EpochMs
  /** Days past `decideByMs` or the due date of its decision. */
  readonly overdueDays?: number
  /** The last word on it, and why the question is open all the same. */
  readonly earlier?: { readonly decision: Decision; readonly text: string }
  /** Only on the agenda. */
  readonly resource?: Resource
  readonly recommendation?: Recommendation
  readonly series?: FrozenSeries
}

/** A decision that still stands, with how it is getting on. */
export type CarriedDecision = ReviewSubject & {
  readonly decision: Decision
  readonly followUp?: FollowUp
  /** Days past its due date. */
  readonly overdueDays?: number
}

/** What moved since the last review. */
export const reviewChangeKinds = [
  'now-runs-out',
  'no-longer-runs-out',
  'date-moved',
  'new-saving',
  'gone',
  'created',
] as const
export type ReviewChangeKind = (typeof reviewChangeKinds)[number]
export type ReviewChange = ReviewSubject & {
  readonly kind: ReviewChangeKind
  /** A sentence with what it was and what it is. */
  readonly text: string
  /** Days by which the median date moved; negative = earlier. */
  readonly movedDays?: number
}

/** Last week's forecast of daily peaks against the week that came, of one resource's binding dimension. */
export type ForecastWeek = ReviewSubject & {
  readonly dimension: Dimension
  readonly forecastMs: EpochMs
  readonly days: number
  readonly inside80: number
  /** Means of the week, in units of the dimension. */
  readonly predicted: number
  readonly actual: number
  /** Mean absolute error over the mean actual. */
  readonly error: number
}

export type ReviewAccuracy = {
  /** All days of the week that were forecast, and how many fell into the 80 % interval. */
  readonly days: number
  readonly inside80: number
  readonly resources: readonly ForecastWeek[]
}

/** Spend of a team, or of everything (`team` absent). */
export type ReviewSpend = {
  readonly team?: string
  /** The month of the review, `2026-11`, so far; through `toDay`. */
  readonly month: string
  readonly monthToDateUsd: number
  /** Mean of the last 30 settled days as 730 hours; `null` under 7 of them. */
  readonly runRateMonthlyUsd: number | null
  readonly lastWeekUsd: number
  readonly weekBeforeUsd: number
  readonly budgetUsd?: number
}

/** From what was planned over what was expected to what was billed, of the last whole month. */
export const bridgeSteps = ['price', 'usage', 'mix', 'commitments', 'credits', 'other'] as const
export type BridgeStep = (typeof bridgeSteps)[number]
export type CostBridge = {
  readonly month: string
  readonly budgetUsd?: number
  /** What the run-rate said when the month began; `null` = nothing had been observed then. */
  readonly expectedUsd: number | null
  readonly actualUsd: number
  readonly estimated: boolean
  /** From expected to actual; they add up. */
  readonly steps: readonly { readonly step: BridgeStep; readonly usd: number; readonly text: string }[]
}

export type ReviewAbstention = ReviewSubject & { readonly reason: AbstentionReason; readonly text: string }

/** Something that ends within 180 days. */
export const endKinds = [
  'savings-plan',
  'reservation',
  'capacity-block',
  'capacity-reservation',
  'standard-support',
  'accepted-risk',
] as const
export type EndKind = (typeof endKinds)[number]
export type ReviewEnd = {
  readonly kind: EndKind
  readonly atMs: EpochMs
  readonly name: string
  readonly text: string
  readonly accountName: string
  readonly resourceId?: string
  readonly team?: string
}

/** The rest: questions that stay with their teams. */
export type TeamShare = {
  readonly team?: string
  readonly questions: number
  readonly cashDeltaMonthlyUsd: number
}

/** Everything a review decides from, frozen: the same bytes for ever. */
export type ReviewPack = {
  readonly version: 1
  readonly week: IsoWeek
  /** When it was frozen. Nothing later is in it. */
  readonly asOfMs: EpochMs
  readonly nextReviewMs: EpochMs
  /** The review that changes are told since. */
  readonly previousWeek?: IsoWeek
  readonly source: 'aws' | 'simulated' | 'replay'
  readonly samplesToMs?: EpochMs
  readonly costsToDay?: string
  readonly forecastRunId?: number
  readonly horizonDays: number
  /** A larger saving in cash a month stands on the agenda. */
  readonly largeSavingMonthlyUsd: number
  readonly resourceCount: number
  readonly teams: readonly string[]
  /** Every open question, agenda first and in its order; the rest by risk, then money. */
  readonly items: readonly ReviewItem[]
  readonly rest: readonly TeamShare[]
  /** What will probably run out or is on watch, open or decided, by median date. */
  readonly runsOut: readonly (ReviewSubject & { readonly summary: RecommendationSummary })[]
  readonly accuracy: ReviewAccuracy
  readonly changes: readonly ReviewChange[]
  readonly spend: readonly ReviewSpend[]
  readonly bridge?: CostBridge
  readonly carried: readonly CarriedDecision[]
  readonly abstentions: readonly ReviewAbstention[]
  readonly ends: readonly ReviewEnd[]
}

/** A review in the list. */
export type ReviewRow = {
  readonly week: IsoWeek
  readonly frozenMs: EpochMs
  /** Of all teams; absent for those who see only some. */
  readonly agenda?: number
  readonly decided?: number
}

/** Costs of days that a pack counts were restated after it was frozen; the pack stays as it is. */
export type RestatementNote = {
  readonly month: string
  readonly observedDay: string
  readonly beforeUsd: number
  readonly afterUsd: number
}
