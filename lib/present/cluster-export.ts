import { z } from 'zod'
import { type ScalingStudy, type StudiedOption, scaledParts } from '#lib/model/scaling-study.ts'
import { isoDay } from '#lib/model/time.ts'
import { floorChanges } from './cluster-terraform.ts'
import { csv } from './csv.ts'

const optionSchema = z.object({
  mark: z.enum(['now', 'recommended', '']),
  /** Paid by request: nothing is provisioned. */
  onDemand: z.boolean(),
  /** Share of a member, or requests a minute of one. */
  target: z.number().nullable(),
  min: z.number(),
  max: z.number(),
  warmupMinutes: z.number(),
  /** Hours (UTC) at which a scheduled minimum changes. */
  schedule: z.array(z.object({ fromHour: z.int(), minimum: z.number() })),
  monthlyUsd: z.number(),
  minutesAboveMonthly: z.number(),
  mostMembers: z.number(),
  minutesAtMaximumMonthly: z.number(),
  ahead: z
    .object({
      monthlyUsd: z.number(),
      minutesAboveMonthly: z.number(),
      chanceOfMaximum: z.number(),
      maximumReached: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .nullable(),
    })
    .nullable(),
})

const partSchema = z.object({
  scales: z.enum(scaledParts),
  policies: z.array(z.string()),
  inForce: z.array(z.string()),
  alarms: z.enum(['read', 'documented']),
  days: z.number(),
  minuteShare: z.number(),
  proof: z
    .object({
      holds: z.boolean(),
      memberHoursRatio: z.number(),
      worstPeakMembers: z.number(),
      text: z.string(),
    })
    .nullable(),
  reason: z.string().nullable(),
  limit: z.number().nullable(),
  budgetMinutes: z.number().nullable(),
  worstHour: z.iso.datetime().nullable(),
  options: z.array(optionSchema),
})

/**
 * What the replay of one scaled group gave; `options` are empty where it abstained, and `reason` says why. `others` is
 * what else of it is scaled: the write units of a table, the replicas of a cache.
 */
export const clusterSchema = partSchema.extend({
  resourceId: z.string(),
  asOf: z.iso.datetime(),
  mode: z
    .object({
      now: z.enum(['provisioned', 'on-demand']),
      recommended: z.enum(['provisioned', 'on-demand']),
      provisionedUsd: z.number(),
      onDemandUsd: z.number(),
      nowUsd: z.number(),
    })
    .nullable(),
  others: z.array(partSchema),
})
export type ApiCluster = z.infer<typeof clusterSchema>

/** One replayed group in numbers: the policy in force first, then the front, cheapest first. */
export function presentApiCluster(study: ScalingStudy): ApiCluster {
  return {
    resourceId: study.resourceId,
    asOf: new Date(study.asOfMs).toISOString(),
    ...toPart(study),
    mode: study.mode ?? null,
    others: (study.others ?? []).map(toPart),
  }
}

function toPart(study: ScalingStudy): ApiCluster['others'][number] {
  const answer = study.kind === 'answer' ? study : undefined
  const { proof } = study
  return {
    scales: study.scales ?? 'members',
    policies: [...study.names],
    inForce: [...(study.lines ?? [])],
    alarms: study.alarms,
    days: study.days,
    minuteShare: study.minuteShare,
    proof: proof
      ? {
          holds: proof.holds,
          memberHoursRatio: proof.memberHoursRatio,
          worstPeakMembers: proof.worstPeakMembers,
          text: proof.text,
        }
      : null,
    reason: study.kind === 'abstention' ? study.reason : null,
    limit: answer?.limit ?? null,
    budgetMinutes: answer?.budgetMinutes ?? null,
    worstHour: answer?.worstHour ? new Date(answer.worstHour.startMs).toISOString() : null,
    options: answer
      ? [
          toOption(answer.now, 'now'),
          ...answer.front.map((one, i) => toOption(one, i === answer.recommended ? 'recommended' : '')),
        ]
      : [],
  }
}

function toOption(option: StudiedOption, mark: 'now' | 'recommended' | ''): ApiCluster['options'][number] {
  const { policy, ahead } = option
  const [rule] = policy.rules
  return {
    mark,
    onDemand: option.onDemand === true,
    target: rule?.kind === 'target-tracking' ? rule.target : null,
    min: policy.min,
    max: policy.max,
    warmupMinutes: policy.warmupMinutes,
    schedule: [...floorChanges(policy)],
    monthlyUsd: option.monthlyUsd,
    minutesAboveMonthly: option.minutesAboveMonthly,
    mostMembers: option.mostMembers,
    minutesAtMaximumMonthly: option.minutesAtMaximumMonthly,
    ahead: ahead
      ? {
          monthlyUsd: ahead.monthlyUsd,
          minutesAboveMonthly: ahead.minutesAboveMonthly,
          chanceOfMaximum: ahead.chanceOfMaximum,
          maximumReached: ahead.maximumReachedMs === undefined ? null : isoDay(ahead.maximumReachedMs),
        }
      : null,
  }
}

/** The options of a replayed group as CSV. */
export function clusterCsv(study: ScalingStudy): string {
  const api = presentApiCluster(study)
  return csv(
    [
      ...['mark', 'target', 'min', 'max', 'usd_per_month', 'minutes_above_per_month', 'most_members'],
      ...['usd_per_month_ahead', 'minutes_above_per_month_ahead', 'chance_of_maximum', 'maximum_reached'],
      ...['scales', 'on_demand'],
    ],
    [api, ...api.others].flatMap(({ scales, options }) =>
      options.map((one) => [
        ...[one.mark, one.target, one.min, one.max, one.monthlyUsd, one.minutesAboveMonthly, one.mostMembers],
        ...[one.ahead?.monthlyUsd, one.ahead?.minutesAboveMonthly, one.ahead?.chanceOfMaximum],
        ...[one.ahead?.maximumReached, scales, String(one.onDemand)],
      ]),
    ),
  )
}
