import type { CommitmentDay } from '#lib/model/commitment.ts'
import type { FollowedBreach, HindsightPolicy, HindsightVerdict } from '#lib/model/hindsight.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { sum } from './fleet.ts'
import { count, day, percent, plural, quantity, sizeLabel, usd, usdDelta } from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'
import { dimensionWords } from './words.ts'

export type FollowedRow = {
  readonly resource: Pick<Resource, 'id' | 'name' | 'resourceClass'>
  readonly verdict: HindsightVerdict
}

export type FollowedInput = {
  readonly rows: readonly FollowedRow[]
  readonly commitmentDays: readonly CommitmentDay[]
  /** What is paid of a list dollar after a private agreement; absent = not known. */
  readonly netShare?: number
  readonly nowMs: EpochMs
}

export type FollowedView = {
  readonly lede: Sentence
  readonly sub: string
  readonly policies: readonly {
    readonly name: string
    readonly cash: string
    readonly list: string
    readonly changes: string
    readonly breaches: string
    readonly resources: string
  }[]
  readonly breaches: readonly {
    readonly key: string
    readonly id: string
    readonly name: string
    readonly resourceClass: ResourceClass
    readonly href: string
    readonly sub: string
    readonly when: string
    readonly text: string
    readonly who: string
  }[]
  readonly more?: string
  /** How cash was worked out, and what could not be judged. */
  readonly notes: readonly string[]
}

const breachesShown = 25
const policyNames: Record<HindsightPolicy, string> = {
  kept: 'Sizes as they were',
  advised: 'Every change accepted',
  rule: 'Rule like Compute Optimizer\u2019s default',
}

/**
 * What following every recommendation would have done, against the sizes that were kept and a percentile rule.
 * Nothing before the first re-run.
 */
export function presentFollowed(input: FollowedInput): FollowedView | undefined {
  const { rows, nowMs } = input
  const judged = rows.filter(({ verdict }) => verdict.reason === undefined)
  if (judged.length === 0) return undefined
  const fromMs = Math.min(...judged.map(({ verdict }) => verdict.fromMs))
  const since = day(fromMs, nowMs)
  const of = (policy: HindsightPolicy) => tally(judged, policy)
  const money = { advised: moneyOf(input, judged, 'advised'), rule: moneyOf(input, judged, 'rule') }
  const [kept, advised, rule] = [of('kept'), of('advised'), of('rule')]
  return {
    lede: sentence(
      `Had every change recommended since ${since} been accepted: `,
      strong(
        `${usd(Math.abs(money.advised.cash))} ${money.advised.cash < 0 ? 'more spent' : 'saved in cash'}`,
      ),
      ', ',
      strong(
        plural(advised.breaches, 'breach', 'breaches'),
        advised.breaches > kept.breaches ? 'risk' : undefined,
      ),
      ` on ${plural(advised.resources, 'resource')}. A rule like Compute Optimizer\u2019s: ${usd(money.rule.cash)} and ${plural(rule.breaches, 'breach', 'breaches')}. As it was: ${plural(kept.breaches, 'breach', 'breaches')}.`,
    ),
    sub: `Hindsight, ${plural(judged.length, 'resource')}: each Monday the size that would have been recommended with only what was known then`,
    policies: [
      { policy: 'kept' as const, ...kept, cash: 0, list: 0, changes: 0 },
      { policy: 'advised' as const, ...advised, ...money.advised },
      { policy: 'rule' as const, ...rule, ...money.rule },
    ].map((one) => ({
      name: policyNames[one.policy],
      cash: usdDelta(-one.cash),
      list: usdDelta(-one.list),
      changes: count(one.changes),
      breaches: count(one.breaches),
      resources: count(one.resources),
    })),
    ...breachRows(judged, nowMs),
    notes: notesOf(input, judged.length),
  }
}

function tally(rows: readonly FollowedRow[], policy: HindsightPolicy) {
  const own = rows.map(({ verdict }) => verdict.breaches.filter((one) => one.policy === policy).length)
  const changes = policy === 'kept' ? 0 : sum(rows.map(({ verdict }) => verdict.changes[policy]))
  return { breaches: sum(own), resources: own.filter((number) => number > 0).length, changes }
}

/** Services that Savings Plans for compute cover. */
const coveredServices: readonly string[] = ['ec2', 'fargate', 'sagemaker']

/**
 * Savings of a week in list dollars, and in cash: commitments float to what is left, so that of what plans cover no
 * more can be saved than was paid on demand; a private discount is taken off.
 */
function moneyOf(input: FollowedInput, rows: readonly FollowedRow[], policy: 'advised' | 'rule') {
  const { netShare = 1, commitmentDays } = input
  const onDemandDaily = sum(commitmentDays.map(({ onDemandUsd }) => onDemandUsd)) / commitmentDays.length
  const weekly = Number.isFinite(onDemandDaily) ? 7 * onDemandDaily : Number.POSITIVE_INFINITY
  const weeks = new Map<EpochMs, { covered: number; other: number }>()
  for (const { resource, verdict } of rows) {
    const covered = coveredServices.includes(classDefinitions[resource.resourceClass].service)
    for (const saved of verdict.saved) {
      const week = weeks.get(saved.weekMs) ?? { covered: 0, other: 0 }
      week[covered ? 'covered' : 'other'] += saved[policy]
      weeks.set(saved.weekMs, week)
    }
  }
  const all = [...weeks.values()]
  return {
    list: sum(all.map(({ covered, other }) => covered + other)),
    cash: netShare * sum(all.map(({ covered, other }) => Math.min(covered, weekly) + other)),
  }
}

/** The same dimension of the same resource broke within a week of it at the size that was kept too. */
function wasSoAnyway({ dimension, atMs }: FollowedBreach, breaches: readonly FollowedBreach[]): boolean {
  return breaches.some(
    (one) => one.policy === 'kept' && one.dimension === dimension && Math.abs(one.atMs - atMs) <= 7 * dayMs,
  )
}

function breachRows(rows: readonly FollowedRow[], nowMs: EpochMs): Pick<FollowedView, 'breaches' | 'more'> {
  const order: readonly HindsightPolicy[] = ['advised', 'kept', 'rule']
  const all = rows
    .flatMap(({ resource, verdict }) => verdict.breaches.map((breach) => ({ resource, breach, verdict })))
    .sort(
      (a, b) =>
        order.indexOf(a.breach.policy) - order.indexOf(b.breach.policy) || b.breach.atMs - a.breach.atMs,
    )
  const shown = all.slice(0, breachesShown).map(({ resource, breach, verdict }) => {
    const { dimension, policy, atMs, demand, level, hours, label } = breach
    const anyway = policy !== 'kept' && wasSoAnyway(breach, verdict.breaches)
    return {
      key: `${resource.id}/${dimension}/${policy}/${atMs}`,
      id: resource.id,
      name: resource.name,
      resourceClass: resource.resourceClass,
      href: `/resources/${resource.id}?dim=${dimension}`,
      sub: sizeLabel(label),
      when: day(atMs, nowMs),
      text: `${dimensionWords[dimension]} ${quantity(demand, dimension)}, above ${quantity(level, dimension)} for ${count(hours)} h`,
      who: `${policyNames[policy]}${anyway ? '; so it was' : ''}`,
    }
  })
  const left = all.length - shown.length
  return { breaches: shown, ...(left > 0 ? { more: `${plural(left, 'more breach', 'more breaches')}` } : {}) }
}

function notesOf({ rows, netShare, commitmentDays }: FollowedInput, judged: number): string[] {
  const unjudged = rows.filter(({ verdict }) => verdict.reason !== undefined)
  const unseen = rows.filter(({ verdict }) => verdict.unseen.length > 0).length
  const changed = rows.filter(({ verdict }) => !verdict.reason && verdict.changes.advised > 0).length
  const discount =
    netShare === undefined || netShare > 0.9995
      ? ''
      : ` less the ${percent(1 - netShare)} of the private agreement`
  const covered =
    commitmentDays.length === 0
      ? 'no commitments are known'
      : 'of what plans cover, no more than was paid on demand'
  return [
    `Cash: list price of the day of the re-run${discount}; ${covered}.`,
    'A breach: a hard dimension at capacity once, a soft one above its limit in more than 1% of the hours of any 7 days, in the demand that came.',
    `${plural(judged - changed, 'resource')} would have had no change of size.`,
    'The rule sizes single machines by the 99.5th percentile of 14 days of hourly averages with 20% headroom on CPU and memory; other classes it keeps.',
    ...(unjudged.length > 0
      ? [`${plural(unjudged.length, 'resource')} could not be judged on any Monday: ${reasonsOf(unjudged)}`]
      : []),
    ...(unseen > 0
      ? [`Of ${plural(unseen, 'resource')} a dimension had no sample since: no breach of it could be seen.`]
      : []),
  ]
}

const reasonsShown = 3

function reasonsOf(rows: readonly FollowedRow[]): string {
  const named = rows
    .slice(0, reasonsShown)
    .map(({ resource, verdict }) => `${resource.name} (${verdict.reason})`)
  const left = rows.length - named.length
  return `${named.join('; ')}${left > 0 ? `; and ${count(left)} more` : ''}`
}
