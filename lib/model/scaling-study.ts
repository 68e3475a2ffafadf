import type { ScalingPolicy } from './scaling.ts'
import type { EpochMs } from './time.ts'

/** A scaling policy as AWS has it in force on a resource. */
export type ScalingInForce = {
  readonly resourceId: string
  readonly names: readonly string[]
  /** Absent where there is no policy, or one that the replay does not know. */
  readonly policy?: ScalingPolicy
  /** Whether the data points of its alarms were read, or are AWS's documented ones. */
  readonly alarms: 'read' | 'documented'
  /** Policies whose alarms were not found: AWS's documented ones stand in. */
  readonly documentedFor?: readonly string[]
  /** What its policies, alarms and scheduled actions are, a line each, for people. */
  readonly lines?: readonly string[]
  /** Something that works against itself, in a sentence: a CPU policy on a managed group. */
  readonly fault?: string
  /** Why it cannot be replayed. */
  readonly reason?: string
}

/** One policy replayed over the same load, by the month of 730 hours. */
export type StudiedOption = {
  readonly policy: ScalingPolicy
  readonly monthlyUsd: number
  readonly minutesAboveMonthly: number
  readonly mostMembers: number
  readonly minutesAtMaximumMonthly: number
  /** Absent where there is no forecast. */
  readonly ahead?: OptionAhead
}

/** The same over the paths of the forecast, to the horizon. */
export type OptionAhead = {
  readonly monthlyUsd: number
  readonly minutesAboveMonthly: number
  /** Weight of the paths on which the maximum keeps it from growing. */
  readonly chanceOfMaximum: number
  /** When it first does, on the median path, else on the upper one. */
  readonly maximumReachedMs?: EpochMs
}

export type WorstHour = { readonly startMs: EpochMs; readonly minutesAbove: number }

/** How well the replay of the policy in force gives what happened. */
export type StudiedProof = {
  readonly holds: boolean
  readonly memberHoursRatio: number
  readonly worstPeakMembers: number
  readonly days: number
  readonly text: string
}

/** What the replay of one resource gave: an answer, or the reason why there is none. */
export type ScalingStudy = {
  readonly resourceId: string
  readonly asOfMs: EpochMs
  readonly names: readonly string[]
  readonly inForce?: ScalingPolicy
  readonly alarms: 'read' | 'documented'
  /** As in `ScalingInForce`. */
  readonly lines?: readonly string[]
  readonly documentedFor?: readonly string[]
  readonly fault?: string
  readonly days: number
  /** Share of the minutes whose load was measured by the minute; the rest is spread within five minutes. */
  readonly minuteShare: number
  readonly proof?: StudiedProof
} & (
  | {
      readonly kind: 'answer'
      readonly now: StudiedOption
      readonly front: readonly StudiedOption[]
      /** Place in `front`; absent where none there is cheaper or safer than what is in force. */
      readonly recommended?: number
      readonly budgetMinutes: number
      readonly limit: number
      readonly worstHour?: WorstHour
      /** Days of the forecast that were replayed too. */
      readonly aheadDays?: number
    }
  | { readonly kind: 'abstention'; readonly code: AbstainedScaling; readonly reason: string }
)

export type AbstainedScaling =
  | 'no-policy'
  | 'not-replayable'
  | 'too-little-history'
  | 'no-price'
  | 'not-proven'
