import type { Resource } from '#lib/model/resource.ts'
import type { ScaledMetric, ScalingPolicy, ScalingRule } from '#lib/model/scaling.ts'
import type { ScalingStudy, StudiedOption } from '#lib/model/scaling-study.ts'
import { floorChanges, scalingTerraform } from './cluster-terraform.ts'
import { chance, day, instant, minutes, percent, plural, usd, usdDelta } from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'

export type ClusterRow = {
  readonly id: string
  readonly mark: 'now' | 'recommended' | ''
  readonly target: string
  readonly floor: string
  readonly monthly: string
  readonly delta: string
  readonly saves: boolean
  readonly above: string
  readonly ahead: string
  readonly most: string
}

export type ClusterChart = {
  readonly front: readonly { readonly usd: number; readonly minutes: number }[]
  readonly now: { readonly usd: number; readonly minutes: number }
  readonly recommended?: { readonly usd: number; readonly minutes: number }
  readonly budgetMinutes: number
  readonly texts: { readonly now: string; readonly recommended: string; readonly budget: string }
  readonly label: string
}

export type ClusterView = {
  readonly name: string
  readonly resourceHref: string
  /** Where the same stands as CSV and as JSON; absent before the first replay. */
  readonly exports?: { readonly csv: string; readonly json: string }
  readonly facts: readonly string[]
  readonly lede: Sentence
  readonly inForce: readonly string[]
  readonly proof: readonly string[]
  readonly missing?: { readonly title: string; readonly text: string }
  readonly chart?: ClusterChart
  readonly rows: readonly ClusterRow[]
  readonly notes: readonly string[]
  readonly terraform?: string
}

type Answer = Extract<ScalingStudy, { kind: 'answer' }>

const missingTitles = {
  'no-policy': 'No policy',
  'not-replayable': 'Not replayed',
  'too-little-history': 'Too little history',
  'no-price': 'No price',
  'not-proven': 'Not proven',
} as const

/** The page of one scaled group: what its policy costs and risks, and which others were found. */
export function presentCluster(resource: Resource, study: ScalingStudy | undefined): ClusterView {
  const base = {
    name: resource.name,
    resourceHref: `/resources/${encodeURIComponent(resource.id)}`,
    facts: [resource.shape, resource.team ?? 'no team tag', resource.region].filter((fact) => fact !== ''),
    ...(study ? { exports: exportsOf(resource.id) } : {}),
    inForce: study ? inForceWords(study) : [],
    proof: study?.proof ? proofWords(study) : [],
    rows: [],
    notes: [],
  }
  if (!study) {
    const text = 'Policies are replayed once a day, after the recommendations.'
    return { ...base, lede: sentence('Not replayed yet.'), missing: { title: 'Not replayed yet', text } }
  }
  if (study.kind === 'abstention') {
    const title = missingTitles[study.code]
    return {
      ...base,
      lede: sentence(strong(`${title}.`), ' No other policy is recommended.'),
      missing: { title, text: study.reason },
    }
  }
  return { ...base, ...answerView(resource, study) }
}

function exportsOf(id: string) {
  const path = encodeURIComponent(id)
  return { csv: `/api/clusters/${path}/options.csv`, json: `/api/v1/clusters/${path}` }
}

function answerView(resource: Resource, study: Answer) {
  const { front, now, recommended, budgetMinutes } = study
  const best = recommended === undefined ? undefined : front[recommended]
  return {
    lede: ledeOf(study, best),
    chart: chartOf(study, best),
    rows: [
      rowOf(now, { now, mark: 'now', id: 'now' }),
      ...front.map((one, i) => rowOf(one, { now, mark: one === best ? 'recommended' : '', id: String(i) })),
    ],
    notes: notesOf(study, budgetMinutes),
    ...(best ? { terraform: scalingTerraform(resource, best.policy) } : {}),
  }
}

function ledeOf({ now, budgetMinutes }: Answer, best: StudiedOption | undefined): Sentence {
  if (!best)
    return sentence(
      'The policy in force stays: no other costs less within ',
      strong(minutes(budgetMinutes)),
      ' a month above the limit.',
    )
  const saving = now.monthlyUsd - best.monthlyUsd
  return sentence(
    'A ',
    strong(targetText(best.policy)),
    ` CPU target (now ${targetText(now.policy)})${boundsText(best.policy, now.policy)}${best.policy.floor ? ' with an hourly floor' : ''} would `,
    saving >= 0 ? strong(`save ${usd(saving)}/mo`, 'save') : strong(`cost ${usd(-saving)}/mo more`),
    ' at list price, with ',
    strong(minutes(best.minutesAboveMonthly)),
    ` a month above the limit (now ${minutes(now.minutesAboveMonthly)}) against a budget of ${minutes(budgetMinutes)}.`,
  )
}

function targetText({ rules: [rule] }: ScalingPolicy): string {
  return rule?.kind === 'target-tracking' ? percent(rule.target) : 'step'
}

/** `, minimum 3 (now 6)`, of what changes. */
function boundsText(best: ScalingPolicy, now: ScalingPolicy): string {
  return (['min', 'max'] as const)
    .filter((bound) => best[bound] !== now[bound])
    .map((bound) => `, ${bound === 'min' ? 'minimum' : 'maximum'} ${best[bound]} (now ${now[bound]})`)
    .join('')
}

function floorText(policy: ScalingPolicy): string {
  const least = floorChanges(policy).map(({ minimum }) => minimum)
  if (least.length === 0) return String(policy.min)
  return `${Math.min(...least)}\u2013${Math.max(...least)} by the hour`
}

/** Over the history or over the forecast, whichever has more minutes. */
const pointOf = ({ monthlyUsd, minutesAboveMonthly, ahead }: StudiedOption) => ({
  usd: monthlyUsd,
  minutes: Math.max(minutesAboveMonthly, ahead?.minutesAboveMonthly ?? 0),
})

function chartOf({ front, now, budgetMinutes }: Answer, best: StudiedOption | undefined): ClusterChart {
  return {
    front: front.map(pointOf),
    now: pointOf(now),
    ...(best ? { recommended: pointOf(best) } : {}),
    budgetMinutes,
    texts: {
      now: `now: ${targetText(now.policy)}`,
      recommended: best ? `recommended: ${targetText(best.policy)}` : '',
      budget: `budget ${minutes(budgetMinutes)}`,
    },
    label: `Cost against minutes above the limit: ${front.length} best trade-offs; now ${usd(now.monthlyUsd)} a month and ${minutes(now.minutesAboveMonthly)}.`,
  }
}

type RowInput = { readonly now: StudiedOption; readonly mark: ClusterRow['mark']; readonly id: string }

function rowOf(option: StudiedOption, { now, mark, id }: RowInput): ClusterRow {
  const delta = option.monthlyUsd - now.monthlyUsd
  return {
    id,
    mark,
    target: targetText(option.policy),
    floor: floorText(option.policy),
    monthly: usd(option.monthlyUsd),
    delta: mark === 'now' ? '' : usdDelta(delta),
    saves: delta < 0,
    above: minutes(option.minutesAboveMonthly),
    ahead: option.ahead ? minutes(option.ahead.minutesAboveMonthly) : 'no forecast',
    most: `${option.mostMembers} of ${option.policy.max}`,
  }
}

function notesOf(
  { days, minuteShare, worstHour, limit, now, alarms, documentedFor, aheadDays, asOfMs }: Answer,
  budgetMinutes: number,
): string[] {
  return [
    replayedText(days, minuteShare),
    `The limit is ${percent(limit)} of the members in service; the budget is ${minutes(budgetMinutes)} a month.`,
    ...(alarms === 'documented'
      ? [
          `Alarms as AWS documents them, 3 minutes above the target and 15 below nine tenths of it: those of ${(documentedFor ?? ['the policies']).join(', ')} were not found.`,
        ]
      : ['Thresholds and data points of its alarms are those that AWS has.']),
    ...(worstHour
      ? [`Worst hour: ${instant(worstHour.startMs)}, ${minutes(worstHour.minutesAbove)} above the limit.`]
      : []),
    ...aheadNotes(now, aheadDays, asOfMs),
    now.minutesAtMaximumMonthly > 0
      ? `At its maximum and asking for more ${minutes(now.minutesAtMaximumMonthly)} a month.`
      : 'The maximum was never reached.',
  ]
}

/** What the policy in force does over the forecast, and when its maximum is reached. */
function aheadNotes({ ahead, policy }: StudiedOption, days: number | undefined, asOfMs: number): string[] {
  if (!ahead || days === undefined) return []
  const { monthlyUsd, minutesAboveMonthly, chanceOfMaximum, maximumReachedMs } = ahead
  const reached =
    maximumReachedMs === undefined
      ? `its maximum of ${policy.max} is not reached on any of the three paths`
      : `its maximum of ${policy.max} is reached on ${day(maximumReachedMs, asOfMs)}, chance ${chance(chanceOfMaximum)}`
  return [
    `Over three paths of the forecast for the next ${days} days (growth and events in them): ${usd(monthlyUsd)} and ${minutes(minutesAboveMonthly)} above the limit a month; ${reached}.`,
  ]
}

function replayedText(days: number, minuteShare: number): string {
  const over = `Replayed over ${Math.round(days)} days`
  return minuteShare > 0
    ? `${over}; ${percent(minuteShare)} of the minutes were measured, the rest is spread within five minutes as bursty as those.`
    : `${over} of five-minute samples; bursts within five minutes are not known, so real minutes above the limit may be more.`
}

const metricWords: Readonly<Record<ScaledMetric, string>> = {
  cpu: 'CPU',
  memory: 'memory',
  reservation: 'the reserved share of its instances',
  'read-units': 'consumed read units',
  'write-units': 'consumed write units',
  requests: 'requests per member',
}

function ruleWords(rule: ScalingRule, name = 'Policy'): string {
  const metric = metricWords[rule.metric ?? 'cpu']
  if (rule.kind === 'target-tracking') return `${name}: keeps ${metric} at ${percent(rule.target)}.`
  const beyond = rule.direction === 'out' ? 'above' : 'below'
  return `${name}: ${plural(rule.steps.length, 'step')} by ${metric} ${beyond} ${percent(rule.threshold)}.`
}

function inForceWords({ names, inForce, lines = [], fault }: ScalingStudy): string[] {
  const trouble = fault === undefined ? [] : [fault]
  if (!inForce) return [...trouble, ...(names.length === 0 ? ['None.'] : names), ...lines]
  return [
    ...trouble,
    ...inForce.rules.map((rule, i) => ruleWords(rule, names[i])),
    ...lines,
    `Between ${inForce.min} and ${inForce.max} members; a new one carries load after ${minutes(inForce.warmupMinutes)}.`,
  ]
}

function proofWords({ proof }: ScalingStudy): string[] {
  if (!proof) return []
  return [
    proof.holds
      ? 'The replay of the policy in force gives what happened.'
      : 'The replay of the policy in force does not give what happened; something else may change the size too.',
    proof.text,
    `Largest difference of a daily peak: ${plural(proof.worstPeakMembers, 'member')} in ${proof.days} days.`,
  ]
}
