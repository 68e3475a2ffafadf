import type { ResourceClass } from './resource.ts'
import type { ScalingPolicy } from './scaling.ts'
import type { EpochMs } from './time.ts'

/** Classes whose scaling policies are replayed. */
export const scaledClasses: readonly ResourceClass[] = [
  'asg',
  'gpu-pool',
  'ecs-capacity-provider',
  'ecs-service',
  'dynamodb-table',
  'dynamodb-index',
  'sagemaker-endpoint',
  'aurora-cluster',
  'elasticache-group',
]

/** What a policy moves: members of a group, a service or a variant, or a part of a table, a cluster or a cache. */
export const scaledParts = ['members', 'read-units', 'write-units', 'readers', 'shards', 'replicas'] as const
export type ScaledPart = (typeof scaledParts)[number]

/** A scaling policy as AWS has it in force on a resource. */
export type ScalingInForce = {
  readonly resourceId: string
  /** Members where absent. */
  readonly scales?: ScaledPart
  /** What else of the same resource is scaled by policies of its own. */
  readonly others?: readonly ScalingInForce[]
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
  /** Paid by request: nothing is provisioned and no policy is in force. */
  readonly onDemand?: true
}

/** Both ways to pay for the units of a table, list price a month without storage. */
export type StudiedMode = {
  readonly now: 'provisioned' | 'on-demand'
  /** With the settings that were found for both directions. */
  readonly provisionedUsd: number
  readonly onDemandUsd: number
  /** What is paid now. */
  readonly nowUsd: number
  readonly recommended: 'provisioned' | 'on-demand'
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

/** Services and their capacity provider replayed together, with the policies in force or with those recommended. */
export type StudiedLevels = {
  readonly services: 'in-force' | 'recommended'
  readonly provider: 'in-force' | 'recommended'
  readonly monthlyUsd: number
  /** Minutes a month in which a task finds no room. */
  readonly waitingMinutesMonthly: number
  readonly mostMembers: number
}

/** What the replay of one resource gave: an answer, or the reason why there is none. */
export type ScalingStudy = {
  readonly resourceId: string
  /** As in `ScalingInForce`. */
  readonly scales?: ScaledPart
  /** Studies of what else of the same resource is scaled. */
  readonly others?: readonly ScalingStudy[]
  /** A member has no price of its own: it is its share of an instance, and only whole instances save money. */
  readonly sharesInstance?: true
  /** Of a capacity provider with the services that are placed on it. */
  readonly levels?: readonly StudiedLevels[]
  /** Of a table, where both directions were answered. */
  readonly mode?: StudiedMode
  /** Requests a minute at which a member is full, where a rule tracks requests. */
  readonly memberRate?: number
  /** Why nothing that costs more is offered. */
  readonly refusesMore?: string
  /** What the same units would cost by request, list price a month. */
  readonly onDemandMonthlyUsd?: number
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
