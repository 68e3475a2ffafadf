import type { CashPlan } from '#lib/model/cash.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { chanceAfter, chanceAfterValue } from './chance-after.ts'
import { changeTo, decideBy } from './change-cell.ts'
import { type DecidedRow, deltaOf, findingOf, isDecided, newestAsOf, sum, upsizesOf } from './fleet.ts'
import {
  count,
  day,
  dayWithYear,
  noChange,
  plural,
  size,
  sizeLabel,
  usd,
  usdDelta,
  usdShort,
} from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'
import { findingWords, sentenceStart, type Tone } from './words.ts'

/** Which part of the list: everything, what keeps resources safe, what gives money back. */
export const recommendationKinds = ['all', 'safe', 'save'] as const
export type RecommendationKind = (typeof recommendationKinds)[number]

export type RecommendationsInput = {
  readonly rows: readonly FleetRow[]
  readonly kind: RecommendationKind
  readonly policyHorizonDays: number
  /** Of all changes of `rows` together. */
  readonly cash: CashPlan
  readonly nowMs: EpochMs
}

/** One change, ranked over the whole fleet. */
export type Ranked = {
  readonly rank: number
  readonly row: DecidedRow
  readonly listUsd: number
  /** `null` = not known. */
  readonly cashUsd: number | null
  /** `null` = not known. */
  readonly chance: number | null
}

export type RecommendationRow = {
  readonly id: string
  readonly rank: number
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly kind: string
  readonly team?: string
  readonly account: string
  readonly finding: string
  readonly tone: Tone
  readonly from: string
  readonly to: string
  readonly list: string
  readonly cash: string
  readonly saves: boolean
  readonly chance: string
  readonly effort: string
  readonly decideBy: string
  readonly late: boolean
  /** For the sums of a selection. */
  readonly numbers: {
    readonly listUsd: number
    readonly cashUsd: number | null
    readonly chance: number | null
  }
}

export type RecommendationsView = {
  readonly lede: Sentence
  readonly basis: string
  readonly kinds: readonly {
    readonly kind: RecommendationKind
    readonly label: string
    readonly count: number
  }[]
  readonly rows: readonly RecommendationRow[]
  readonly total: number
  readonly totals: { readonly list: string; readonly cash: string }
  readonly horizonText: string
}

const shownRows = 200

/** Every change that is recommended, each resource once: what runs out by its date, then what saves most cash. */
export function rankRecommendations(input: RecommendationsInput): readonly Ranked[] {
  const cashOf = ({ resource }: DecidedRow) => input.cash.byResource.get(resource.id)?.nowMonthlyUsd ?? null
  const changes = input.rows
    .filter(isDecided)
    .filter(({ recommendation }) => recommendation.recommended !== undefined)
  const isSafe = (row: DecidedRow) => ['runs-out', 'watch'].includes(findingOf(row)) || deltaOf(row) >= 0.5
  const safe = changes.filter(isSafe).sort(byDecision)
  const save = changes
    .filter((row) => !isSafe(row))
    .sort((a, b) => (cashOf(a) ?? 0) - (cashOf(b) ?? 0) || deltaOf(a) - deltaOf(b) || byName(a, b))
  const kept = { all: [...safe, ...save], safe, save }[input.kind]
  return kept.map((row, i) => ({
    rank: i + 1,
    row,
    listUsd: deltaOf(row),
    cashUsd: cashOf(row),
    chance: (row.recommendation.recommended && chanceAfterValue(row.recommendation.recommended)) ?? null,
  }))
}

const byName = (a: DecidedRow, b: DecidedRow) => a.resource.name.localeCompare(b.resource.name, 'en')

function byDecision(a: DecidedRow, b: DecidedRow): number {
  const due = ({ recommendation }: DecidedRow) => recommendation.decideByMs ?? Number.MAX_VALUE
  const risk = ({ recommendation }: DecidedRow) => recommendation.chanceByHorizon ?? 0
  return due(a) - due(b) || risk(b) - risk(a) || deltaOf(b) - deltaOf(a) || byName(a, b)
}

/** The page of recommendations. */
export function presentRecommendations(input: RecommendationsInput): RecommendationsView {
  const ranked = rankRecommendations(input)
  const all = rankRecommendations({ ...input, kind: 'all' })
  const horizonMs = newestAsOf(input.rows, input.nowMs) + input.policyHorizonDays * dayMs
  const cash = ranked.map(({ cashUsd }) => cashUsd)
  return {
    lede: ledeOf(all, input.cash),
    basis: `List price, on demand, 730 h a month. ${input.cash.text}`,
    kinds: recommendationKinds.map((kind) => ({
      kind,
      label: { all: 'All', safe: 'Keep safe', save: 'Give back' }[kind],
      count: kind === 'all' ? all.length : rankRecommendations({ ...input, kind }).length,
    })),
    rows: ranked.slice(0, shownRows).map((one) => toRow(one, input.nowMs)),
    total: ranked.length,
    totals: {
      list: usdDelta(sum(ranked.map(({ listUsd }) => listUsd))),
      cash: cash.includes(null) ? 'not known' : usdDelta(sum(cash.map((one) => one ?? 0))),
    },
    horizonText: day(horizonMs, input.nowMs),
  }
}

function ledeOf(all: readonly Ranked[], plan: CashPlan): Sentence {
  if (all.length === 0) return sentence('No change is recommended.')
  const saving = all.filter(({ listUsd }) => listUsd <= -0.5)
  const saved = -sum(saving.map(({ listUsd }) => listUsd))
  const cash = saving.map(({ cashUsd }) => cashUsd)
  const { safety, other } = upsizesOf(all.map(({ row }) => row))
  const costs = sum([...safety, ...other].map(deltaOf))
  const { untilMs } = plan.total
  const until = untilMs === undefined ? '' : ` until ${dayWithYear(untilMs)}`
  const cashUsd = -sum(cash.map((one) => one ?? 0))
  const inCash = cash.includes(null)
    ? [', of which the cash is not known for all']
    : [', ', strong(`${usdShort(cashUsd)}/mo`, 'save'), ` of it in cash${until}`]
  return sentence(
    strong(plural(saving.length, 'change')),
    ' give back ',
    strong(`${usd(saved)}/mo`, 'save'),
    ' at list price',
    ...inCash,
    '. ',
    ...(costs >= 0.5
      ? [strong(plural(safety.length + other.length, 'upsize')), ' cost ', strong(`${usd(costs)}/mo`), '.']
      : []),
  )
}

function toRow({ rank, row, listUsd, cashUsd, chance }: Ranked, nowMs: EpochMs): RecommendationRow {
  const { resource, recommendation, accountName } = row
  const { current, recommended } = recommendation
  const decided = decideBy(recommendation, nowMs)
  const word = findingWords[findingOf(row)]
  return {
    id: resource.id,
    rank,
    name: resource.name,
    resourceClass: resource.resourceClass,
    kind: classDefinitions[resource.resourceClass].describe(resource),
    ...(resource.team !== undefined && { team: resource.team }),
    account: accountName,
    finding: word.label,
    tone: word.tone,
    from: current ? sizeLabel(current.label) : size(resource.shape, resource.count),
    to: changeTo(recommendation),
    list: usdDelta(listUsd),
    cash: cashUsd === null ? 'not known' : usdDelta(cashUsd),
    saves: listUsd <= -0.5,
    chance: recommended ? chanceAfter(recommended) : noChange,
    effort: recommended ? sentenceStart(recommended.effort) : noChange,
    decideBy: decided.text,
    late: decided.late,
    numbers: { listUsd, cashUsd, chance },
  }
}

/** `40 more in the CSV and JSON`; nothing where all are shown. */
export function moreText({ rows, total }: RecommendationsView): string | undefined {
  return total > rows.length ? `${count(total - rows.length)} more in the CSV and JSON` : undefined
}
