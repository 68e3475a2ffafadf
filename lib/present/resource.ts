import { type Dimension, dimensionUnits } from '#lib/model/capacity.ts'
import type { DimensionDetail, Freshness, ResourceDetail } from '#lib/model/fleet.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { chance, day, instant, percent, quantity, size } from './format.ts'
import {
  chartParts,
  chartTitle,
  type HorizonDays,
  presentFan,
  type WeekRow,
  weekRows,
} from './resource-chart.ts'
import { type DecisionView, presentDecision } from './resource-decision.ts'
import { type DimensionView, presentDimensions, unknownLine } from './resource-dimensions.ts'
import {
  capacityHistory,
  evidenceNotes,
  evidenceTerms,
  type HistoryRow,
  type Term,
} from './resource-evidence.ts'
import { presentLede } from './resource-lede.ts'
import { type CandidateRow, candidateRows, refusedLine } from './resource-options.ts'
import { forecastDays } from './resource-series.ts'
import { type DiffLine, terraformDiff } from './resource-terraform.ts'
import { riskPercent } from './resource-words.ts'
import type { Sentence } from './sentence.ts'
import { dimensionWords, findingWords, type Tone, tierWords } from './words.ts'

export type Tab = {
  readonly dimension: Dimension
  readonly label: string
  readonly selected: boolean
  readonly href: string
}

export type Legend = { readonly soon: boolean; readonly dated: boolean; readonly later: boolean }

export type ChartView = {
  readonly title: string
  readonly sub: string
  readonly fan: ReturnType<typeof presentFan>
  /** Which kinds of dots the picture holds. */
  readonly dots: Legend
  readonly weeks: readonly WeekRow[]
  readonly unit: string
  readonly csvHref: string
}

export type CandidatesView = {
  readonly rows: readonly CandidateRow[]
  readonly sub: string
  readonly horizonColumn: string
  readonly headroomColumn?: string
  readonly refused?: string
}

/** Everything the page of one resource shows, as text, numbers and links. */
export type ResourceView = {
  readonly name: string
  readonly classLabel: string
  readonly classHref: string
  readonly finding?: { readonly label: string; readonly tone: Tone }
  /** Facts under the title; the parts of one are set apart, since names come from tags. */
  readonly facts: readonly (readonly string[])[]
  readonly arn: string
  readonly lede: Sentence
  /** What is not as it should be: partial or old data, short history. */
  readonly notices: readonly string[]
  readonly memberOfHref?: string
  readonly horizons: readonly {
    readonly days: HorizonDays
    readonly href: string
    readonly selected: boolean
  }[]
  readonly tabs: readonly Tab[]
  readonly chart?: ChartView
  readonly decision?: DecisionView
  readonly dimensions: readonly DimensionView[]
  readonly unknown?: string
  readonly candidates?: CandidatesView
  readonly evidence: readonly EvidenceItem[]
  readonly built?: {
    readonly dimension: string
    readonly terms: readonly Term[]
    readonly notes: readonly string[]
  }
  readonly history: readonly HistoryRow[]
  readonly terraform?: readonly DiffLine[]
}

export type ResourceInput = {
  readonly detail: ResourceDetail
  readonly freshness: Freshness
  /** What the address asks for; unknown dimensions fall back to the binding one. */
  readonly dimension?: Dimension
  readonly horizonDays: HorizonDays
  readonly nowMs: EpochMs
  /** Sentences about parts of the address that were left out. */
  readonly dropped?: readonly string[]
}

function hrefOf(input: ResourceInput, to: { dimension?: Dimension; horizonDays?: HorizonDays }): string {
  const dimension = to.dimension ?? input.dimension
  const horizonDays = to.horizonDays ?? input.horizonDays
  const query = [
    dimension && dimension !== firstChoice(input.detail) ? `dim=${dimension}` : '',
    horizonDays === 90 ? '' : `h=${horizonDays}`,
  ].filter(Boolean)
  const path = `/resources/${encodeURIComponent(input.detail.resource.id)}`
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}

function drawable(detail: ResourceDetail): readonly DimensionDetail[] {
  return detail.dimensions.filter((item) => item.forecast || item.history)
}

/** The dimension that the page shows when the address names none. */
function firstChoice(detail: ResourceDetail): Dimension | undefined {
  const items = drawable(detail)
  const binding = items.find((item) => item.dimension === detail.recommendation?.bindingDimension)
  return (binding ?? items.find((item) => item.forecast) ?? items[0])?.dimension
}

/** The dimension drawn for a request: the one asked for if there is anything to draw, else the first choice. */
export function shownDimension(
  detail: ResourceDetail,
  asked: Dimension | undefined,
): DimensionDetail | undefined {
  const items = drawable(detail)
  return (
    items.find((item) => item.dimension === asked) ??
    items.find((item) => item.dimension === firstChoice(detail))
  )
}

function factsOf(detail: ResourceDetail): ResourceView['facts'] {
  const { resource, accountName, recommendation } = detail
  const current = recommendation?.current
  const each = current && current.count > 1 ? ' each' : ''
  const capacity = current
    ? [quantity(current.vcpu, 'cpu'), `${quantity(current.memoryGib, 'memory')}${each}`]
    : []
  return [
    [classDefinitions[resource.resourceClass].describe(resource)],
    [size(resource.shape, resource.count), ...capacity],
    [resource.team ?? 'no team tag', tierWords[resource.serviceTier].toLowerCase()],
    [accountName, resource.region],
    ...(resource.exempt ? [[resource.exempt === 'dr' ? 'disaster recovery' : 'standby', 'exempt']] : []),
  ]
}

function findingOf(detail: ResourceDetail): ResourceView['finding'] {
  const given = detail.recommendation
  if (!given) return undefined
  const { label, tone } = findingWords[given.finding]
  const named = given.finding === 'runs-out' || given.finding === 'watch'
  const dimension = named && given.bindingDimension ? `: ${dimensionWords[given.bindingDimension]}` : ''
  return { label: `${given.finding === 'runs-out' ? 'Likely to run out' : label}${dimension}`, tone }
}

/** Problems of the account or of the resource itself, and what makes today's numbers weaker than usual. */
function noticesOf(
  { detail, freshness, nowMs, dropped }: ResourceInput,
  shown: DimensionDetail | undefined,
): string[] {
  const { resource } = detail
  const about = freshness.problems.filter((problem) => concerns(problem.scope, resource))
  const forecast = shown?.forecast
  const staleDays = forecast ? Math.floor((nowMs - forecast.asOfMs) / dayMs) : 0
  return [
    ...(dropped ?? []),
    ...about.map((problem) => [problem.text, problem.action].filter(Boolean).join(' ')),
    ...(staleDays >= 2
      ? [`The forecast is ${staleDays} days old; dates count from ${instant(forecast?.asOfMs ?? 0)}.`]
      : []),
    ...(forecast?.widened ? ['Short history or a new level: the intervals are widened.'] : []),
    ...(forecast && forecast.demand.coverage < 0.8
      ? [`Built on ${percent(forecast.demand.coverage)} coverage.`]
      : []),
    ...(freshness.backfill.done < freshness.backfill.total
      ? ['History is still being pulled: the forecast will change when all of it is in place.']
      : []),
  ]
}

function concerns(scope: string, resource: Resource): boolean {
  return scope
    .split(/[\s/:]+/)
    .some((part) => [resource.accountId, resource.id, resource.nativeId].includes(part))
}

function dotKinds(item: DimensionDetail, horizonDays: number): Legend {
  const days = item.forecast?.saturation.quantileDays ?? []
  const ofKind = (test: (day: number) => boolean) => days.some((day) => test(day ?? Number.POSITIVE_INFINITY))
  return {
    soon: ofKind((day) => day <= horizonDays),
    dated: ofKind((day) => day > horizonDays && day <= forecastDays),
    later: ofKind((day) => day > forecastDays),
  }
}

function chartOf(input: ResourceInput, item: DimensionDetail | undefined): ChartView | undefined {
  if (!item) return undefined
  const { detail, horizonDays, nowMs } = input
  const parts = chartParts({ item, recommendation: detail.recommendation, horizonDays, nowMs })
  const growth = item.forecast && evidenceTerms(item.forecast, nowMs).find((t) => t.term === 'Growth')
  const measured = '7-day median of the daily peak (p95 of hourly averages, UTC)'
  return {
    title: chartTitle(item.dimension, parts.capacity),
    sub: item.forecast
      ? `${measured}, 180-day forecast. Growth ${growth?.text ?? ''}.`
      : `${measured}. No forecast yet.`,
    fan: presentFan(parts, detail.resource.name),
    dots: dotKinds(item, horizonDays),
    weeks: weekRows(parts),
    unit: dimensionUnits[item.dimension],
    csvHref: `/api/resources/${encodeURIComponent(detail.resource.id)}/series.csv?dim=${item.dimension}`,
  }
}

function candidatesOf({ detail, nowMs }: ResourceInput): CandidatesView | undefined {
  const given = detail.recommendation
  if (!given || given.finding === 'abstained' || given.options.length === 0) return undefined
  const known = (given.current ?? given.options[0])?.dimensions.filter((d) => d.chance !== null) ?? []
  const covers = known.map((d) => dimensionWords[d.dimension]).join(', ')
  const members = given.options.some((o) => o.count > 1) ? ' vCPU and GiB are of one member.' : ''
  const by = day(given.asOfMs + given.horizonDays * dayMs, nowMs)
  return {
    rows: candidateRows(given),
    sub: `The chance of a breach covers ${covers || 'no dimension'}; accepted ${riskPercent(given.acceptedRisk)}. List prices on demand, ${detail.resource.region}.${members}`,
    horizonColumn: `Breach by ${by}`,
    headroomColumn: given.bindingDimension && `${dimensionWords[given.bindingDimension]} headroom`,
    refused: refusedLine(given),
  }
}

/** The page of one resource: when it runs out, on which dimension, and what it should be. */
export function presentResource(input: ResourceInput): ResourceView {
  const { detail, horizonDays, nowMs } = input
  const { resource, recommendation } = detail
  const shown = shownDimension(detail, input.dimension)
  const compared = presentDimensions({ detail, horizonDays, nowMs })
  const { label } = classDefinitions[resource.resourceClass]
  return {
    name: resource.name,
    classLabel: label,
    classHref: `/resources?class=${resource.resourceClass}`,
    finding: findingOf(detail),
    facts: factsOf(detail),
    arn: resource.arn,
    lede: presentLede(detail, nowMs),
    notices: noticesOf(input, shown),
    memberOfHref: resource.memberOf && `/resources/${encodeURIComponent(resource.memberOf)}`,
    horizons: ([30, 90, 180] as const).map((days) => ({
      days,
      href: hrefOf(input, { horizonDays: days }),
      selected: days === horizonDays,
    })),
    tabs: drawable(detail).map(({ dimension }) => ({
      dimension,
      label: dimensionWords[dimension],
      selected: dimension === shown?.dimension,
      href: hrefOf(input, { dimension }),
    })),
    chart: chartOf(input, shown),
    decision: recommendation && presentDecision(recommendation, nowMs),
    dimensions: compared.length > 1 ? compared : [],
    unknown: unknownLine(detail),
    candidates: candidatesOf(input),
    evidence: recommendation?.finding === 'abstained' ? [] : (recommendation?.evidence ?? []),
    built: shown?.forecast && {
      dimension: dimensionWords[shown.dimension],
      terms: evidenceTerms(shown.forecast, nowMs),
      notes: evidenceNotes(shown.forecast),
    },
    history: capacityHistory(detail.changes),
    terraform: terraformDiff(resource, recommendation),
  }
}
