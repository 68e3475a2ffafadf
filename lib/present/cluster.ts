import type { DimensionDetail } from '#lib/model/fleet.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ScalingStudy, StudiedOption } from '#lib/model/scaling-study.ts'
import { growthLines } from './cluster-growth.ts'
import { modeTerraform, scalingTerraform } from './cluster-terraform.ts'
import {
  boundsText,
  floorText,
  inForceWords,
  levelNotes,
  modeText,
  partWords,
  proofWords,
  shareText,
  targetMetric,
  targetText,
} from './cluster-words.ts'
import { chance, count, day, instant, minutes, percent, usd, usdDelta } from './format.ts'
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

/** What was found for one thing that is scaled: the members of a group, or the read units of a table. */
export type ClusterPart = {
  /** `Read units`; absent where there is only one. */
  readonly title?: string
  readonly lede: Sentence
  readonly inForce: readonly string[]
  readonly proof: readonly string[]
  readonly missing?: { readonly title: string; readonly text: string }
  readonly chart?: ClusterChart
  readonly rows: readonly ClusterRow[]
  readonly notes: readonly string[]
  readonly terraform?: string
}

export type ClusterView = ClusterPart & {
  readonly name: string
  readonly resourceHref: string
  /** Where the same stands as CSV and as JSON; absent before the first replay. */
  readonly exports?: { readonly csv: string; readonly json: string }
  readonly facts: readonly string[]
  /** CPU against demand over a year: why it grows where CPU is flat. */
  readonly growth: readonly string[]
  /** Of a table: which mode costs less. */
  readonly mode?: { readonly text: string; readonly terraform?: string | undefined }
  readonly others: readonly ClusterPart[]
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
export function presentCluster(
  resource: Resource,
  study: ScalingStudy | undefined,
  dimensions: readonly DimensionDetail[] = [],
): ClusterView {
  const base = {
    name: resource.name,
    resourceHref: `/resources/${encodeURIComponent(resource.id)}`,
    facts: [resource.shape, resource.team ?? 'no team tag', resource.region].filter((fact) => fact !== ''),
    growth: growthLines(dimensions),
  }
  if (!study) {
    const text = 'Policies are replayed once a day, after the recommendations.'
    const missing = { title: 'They come with the next replay', text }
    return { ...base, ...nothing, lede: sentence('Not replayed yet.'), missing, others: [] }
  }
  const { mode, others = [] } = study
  const alone = others.length === 0
  return {
    ...base,
    ...partOf(resource, study, alone),
    exports: exportsOf(resource.id),
    ...(mode ? { mode: { text: modeText(mode), terraform: modeTerraform(resource, mode) } } : {}),
    others: others.map((one) => partOf(resource, one, alone)),
  }
}

const nothing = { inForce: [], proof: [], rows: [], notes: [] }

function partOf(resource: Resource, study: ScalingStudy, alone: boolean): ClusterPart {
  const words = partWords[study.scales ?? 'members']
  const base = {
    ...nothing,
    ...(alone ? {} : { title: `${words[0]?.toUpperCase()}${words.slice(1)}` }),
    inForce: inForceWords(study),
    proof: proofWords(study),
  }
  if (study.kind === 'answer') return { ...base, ...answerView(resource, study) }
  const title = missingTitles[study.code]
  return {
    ...base,
    lede: sentence(strong(`${title}.`), ' No other policy is recommended.'),
    missing: { title: 'Why', text: study.reason },
  }
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
    ...(best ? { terraform: scalingTerraform(resource, best.policy, study.scales) } : {}),
  }
}

function ledeOf({ now, budgetMinutes, front }: Answer, best: StudiedOption | undefined): Sentence {
  if (!best) return front.length === 0 || !now.onDemand ? stays(budgetMinutes) : sentence('On demand stays.')
  const saving = now.monthlyUsd - best.monthlyUsd
  return sentence(
    articleOf(targetText(best)),
    strong(targetText(best)),
    ` target of ${targetMetric(best.policy)} (now ${targetText(now)})${boundsText(best, now)}${best.policy.floor ? ' with an hourly floor' : ''} would `,
    saving >= 0 ? strong(`save ${usd(saving)}/mo`, 'save') : strong(`cost ${usd(-saving)}/mo more`),
    ' at list price, with ',
    strong(minutes(best.minutesAboveMonthly)),
    ` a month above the limit (now ${minutes(now.minutesAboveMonthly)}) against a budget of ${minutes(budgetMinutes)}.`,
  )
}

/** `An 80%`, `A 70%`. */
const articleOf = (text: string) => (/^8|^1[18]\b/.test(text) ? 'An ' : 'A ')

function stays(budgetMinutes: number): Sentence {
  return sentence(
    'What is in force stays: no other policy costs less within ',
    strong(minutes(budgetMinutes)),
    ' a month above the limit.',
  )
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
      now: `now: ${targetText(now)}`,
      recommended: best ? `recommended: ${targetText(best)}` : '',
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
    target: targetText(option),
    floor: option.onDemand ? '\u2013' : floorText(option.policy),
    monthly: usd(option.monthlyUsd),
    delta: mark === 'now' ? '' : usdDelta(delta),
    saves: delta < 0,
    above: minutes(option.minutesAboveMonthly),
    ahead: option.ahead ? minutes(option.ahead.minutesAboveMonthly) : 'no forecast',
    most: option.onDemand
      ? count(option.mostMembers)
      : `${count(option.mostMembers)} of ${count(option.policy.max)}`,
  }
}

function notesOf(study: Answer, budgetMinutes: number): string[] {
  const { days, minuteShare, worstHour, now, aheadDays, asOfMs, refusesMore } = study
  return [
    ...(refusesMore === undefined ? [] : [refusesMore]),
    ...(study.sharesInstance ? [shareText] : []),
    ...levelNotes(study.levels ?? []),
    replayedText(days, minuteShare),
    `${limitText(study)}; the budget is ${minutes(budgetMinutes)} a month.`,
    ...alarmNotes(study),
    ...(worstHour
      ? [`Worst hour: ${instant(worstHour.startMs)}, ${minutes(worstHour.minutesAbove)} above the limit.`]
      : []),
    ...aheadNotes(now, aheadDays, asOfMs),
    ...(now.onDemand ? [] : [maximumText(now)]),
  ]
}

function limitText({ limit, memberRate, scales = 'members' }: Answer): string {
  if (memberRate !== undefined)
    return `A member is full at ${count(memberRate)} requests/min, by the CPU or GPU that they use; the limit is ${percent(limit / memberRate)} of that`
  return `The limit is ${percent(limit)} of the ${partWords[scales]} in service`
}

function alarmNotes({ alarms, documentedFor, names }: Answer): string[] {
  if (names.length === 0) return []
  if (alarms === 'read') return ['Thresholds and data points of its alarms are those that AWS has.']
  return [
    `Alarms as AWS documents them, since those of ${(documentedFor ?? ['the policies']).join(', ')} were not found.`,
  ]
}

function maximumText({ minutesAtMaximumMonthly, policy }: StudiedOption): string {
  if (policy.rules.length === 0)
    return 'Nothing scales it: requests beyond what there is have to wait or fail.'
  return minutesAtMaximumMonthly > 0
    ? `At its maximum and asking for more ${minutes(minutesAtMaximumMonthly)} a month.`
    : 'The maximum was never reached.'
}

/** What the policy in force does over the forecast, and when its maximum is reached. */
function aheadNotes({ ahead, policy }: StudiedOption, days: number | undefined, asOfMs: number): string[] {
  if (!ahead || days === undefined) return []
  const { monthlyUsd, minutesAboveMonthly, chanceOfMaximum, maximumReachedMs } = ahead
  const reached =
    maximumReachedMs === undefined
      ? `its maximum of ${count(policy.max)} is not reached on any of the three paths`
      : `its maximum of ${count(policy.max)} is reached on ${day(maximumReachedMs, asOfMs)}, chance ${chance(chanceOfMaximum)}`
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
