import type { ScaledMetric, ScalingPolicy, ScalingRule } from '#lib/model/scaling.ts'
import type {
  ScaledPart,
  ScalingStudy,
  StudiedLevels,
  StudiedMode,
  StudiedOption,
} from '#lib/model/scaling-study.ts'
import { floorChanges } from './cluster-terraform.ts'
import { count, minutes, percent, plural, usd } from './format.ts'

/** What a policy moves, as people say it: `read units`. */
export const partWords: Readonly<Record<ScaledPart, string>> = {
  members: 'members',
  'read-units': 'read units',
  'write-units': 'write units',
  readers: 'readers',
  shards: 'shards',
  replicas: 'replicas of each shard',
}

const metricWords: Readonly<Record<ScaledMetric, string>> = {
  cpu: 'CPU',
  memory: 'memory',
  gpu: 'GPU utilization',
  reservation: 'the reserved share of its instances',
  'read-units': 'consumed read units',
  'write-units': 'consumed write units',
  requests: 'requests per member',
}

function ruleWords(rule: ScalingRule, name = 'Policy'): string {
  const metric = metricWords[rule.metric ?? 'cpu']
  if (rule.kind === 'target-tracking') return `${name}: keeps ${metric} at ${ruleTarget(rule)}.`
  const beyond = rule.direction === 'out' ? 'above' : 'below'
  return `${name}: ${plural(rule.steps.length, 'step')} by ${metric} ${beyond} ${percent(rule.threshold)}.`
}

/** `60%`, `1,100 requests/min`, `on demand`. */
export function targetText({
  policy: {
    rules: [rule],
    min,
  },
  onDemand,
}: StudiedOption): string {
  if (onDemand) return 'on demand'
  if (rule === undefined) return `fixed at ${count(min)}`
  return rule.kind === 'target-tracking' ? ruleTarget(rule) : 'step'
}

function ruleTarget({ target, metric }: Extract<ScalingRule, { kind: 'target-tracking' }>): string {
  return metric === 'requests' ? `${count(target)} requests/min` : percent(target)
}

/** `CPU`, of what its first rule measures. */
export function targetMetric({ rules: [rule] }: ScalingPolicy): string {
  return metricWords[rule?.metric ?? 'cpu']
}

/** `, minimum 3 (now 6)`, of what changes. */
export function boundsText(
  { policy: best }: StudiedOption,
  { policy: now, onDemand }: StudiedOption,
): string {
  if (onDemand || now.rules.length === 0) return `, between ${count(best.min)} and ${count(best.max)}`
  return (['min', 'max'] as const)
    .filter((bound) => best[bound] !== now[bound])
    .map(
      (bound) =>
        `, ${bound === 'min' ? 'minimum' : 'maximum'} ${count(best[bound])} (now ${count(now[bound])})`,
    )
    .join('')
}

/** `6`, or `2–6 by the hour`. */
export function floorText(policy: ScalingPolicy): string {
  const least = floorChanges(policy).map(({ minimum }) => minimum)
  if (least.length === 0) return count(policy.min)
  return `${count(Math.min(...least))}\u2013${count(Math.max(...least))} by the hour`
}

/** The policies in force, their alarms and bounds, a line each. */
export function inForceWords({
  names,
  inForce,
  lines = [],
  fault,
  scales = 'members',
}: ScalingStudy): string[] {
  const trouble = fault === undefined ? [] : [fault]
  if (!inForce) return [...trouble, ...(names.length === 0 ? ['None.'] : names), ...lines]
  return [
    ...trouble,
    ...inForce.rules.map((rule, i) => ruleWords(rule, names[i])),
    ...lines,
    boundsLine(inForce, scales),
  ]
}

function boundsLine({ min, max, warmupMinutes, rules }: ScalingPolicy, scales: ScaledPart): string {
  if (rules.length === 0 && min === max) return `${count(min)} ${partWords[scales]}, and nothing moves them.`
  const warmup =
    warmupMinutes === 0 ? 'more are there at once' : `a new one carries load after ${minutes(warmupMinutes)}`
  return `Between ${count(min)} and ${count(max)} ${partWords[scales]}; ${warmup}.`
}

/** What the two ways to pay for a table cost. */
export function modeText({ now, provisionedUsd, onDemandUsd, nowUsd, recommended }: StudiedMode): string {
  const both = `Provisioned with the settings below costs ${usd(provisionedUsd)} a month at list price, on demand ${usd(onDemandUsd)}; ${usd(nowUsd)} is paid now`
  const mode = recommended === 'on-demand' ? 'on demand' : 'provisioned'
  return recommended === now ? `${both}. It stays ${mode}.` : `${both}. Change to ${mode}.`
}

/** How well the replay of what is in force gives what happened. */
export function proofWords(study: ScalingStudy): string[] {
  const { proof, scales = 'members' } = study
  if (!proof)
    return study.kind === 'answer' && study.now.onDemand
      ? [
          'Paid by request: no policy is in force that a replay could be proven on. Others are replayed with the alarms that DynamoDB documents.',
        ]
      : []
  return [
    proof.holds
      ? 'The replay of the policy in force gives what happened.'
      : 'The replay of the policy in force does not give what happened; something else may change the size too.',
    proof.text,
    `Largest difference of a daily peak: ${count(proof.worstPeakMembers)} ${partWords[scales]} in ${proof.days} days.`,
  ]
}

/** Of a service on instances. */
export const shareText =
  'A task costs its share of an instance here; money is saved only by whole instances, as the page of the capacity provider counts them.'

const which = { 'in-force': 'as they are', recommended: 'as recommended' } as const

/** Services and capacity provider together, a line each combination. */
export function levelNotes(levels: readonly StudiedLevels[]): string[] {
  return levels.map(
    ({ services, provider, monthlyUsd, waitingMinutesMonthly, mostMembers }) =>
      `Both levels, services ${which[services]} and provider ${provider === 'in-force' ? 'as it is' : 'as recommended'}: ${usd(monthlyUsd)} a month, at most ${count(mostMembers)} instances, ${minutes(waitingMinutesMonthly)} a month in which a task waits for room.`,
  )
}
