import type { Dimension } from '#lib/model/capacity.ts'
import type { DimensionDetail, Freshness, ResourceDetail } from '#lib/model/fleet.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import { scaledClasses } from '#lib/model/scaling-study.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { abstainedNotes } from './abstained-notes.ts'
import type { HorizonDays } from './resource-chart.ts'
import { type ChartView, presentChart } from './resource-chart-view.ts'
import { type DecisionView, presentDecision } from './resource-decision.ts'
import { type DimensionView, presentDimensions, unknownLine } from './resource-dimensions.ts'
import {
  capacityHistory,
  evidenceNotes,
  evidenceTerms,
  type HistoryRow,
  type Term,
} from './resource-evidence.ts'
import { factsOf, findingOf, noticesOf } from './resource-head.ts'
import { presentLede } from './resource-lede.ts'
import { type CandidatesView, presentCandidates } from './resource-options.ts'
import { withDecidedSaturation } from './resource-saturation.ts'
import { secondOpinionItems } from './second-opinion.ts'
import type { Sentence } from './sentence.ts'
import { dimensionWords, type FindingWord } from './words.ts'

export type Tab = {
  readonly dimension: Dimension
  readonly label: string
  readonly selected: boolean
  readonly href: string
}

/** Everything the page of one resource shows, as text, numbers and links. */
export type ResourceView = {
  readonly name: string
  readonly classLabel: string
  readonly classHref: string
  readonly finding?: FindingWord
  /** Facts under the title; the parts of one are set apart, since names come from tags. */
  readonly facts: readonly (readonly string[])[]
  readonly arn: string
  readonly lede: Sentence
  /** What is not as it should be: partial or old data, short history. */
  readonly notices: readonly string[]
  readonly memberOfHref?: string
  /** Page of its scaling policy, of what scales. */
  readonly scalingHref?: string
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

/** Whether it survives the loss of a zone, among the reasons. */
function zoneItems({ zoneLoss }: ResourceDetail): readonly EvidenceItem[] {
  return zoneLoss === undefined ? [] : [{ title: 'Loss of a zone.', text: zoneLoss }]
}

/** The page of one resource: when it runs out, on which dimension, and what it should be. */
export function presentResource(input: ResourceInput): ResourceView {
  const { freshness, horizonDays, nowMs } = input
  const detail = withDecidedSaturation(input.detail)
  const { resource, recommendation } = detail
  const shown = shownDimension(detail, input.dimension)
  const compared = presentDimensions({ detail, horizonDays, nowMs })
  const unknown = unknownLine(detail)
  const alone = unknown && compared.length < 2 ? [unknown] : []
  const { label } = classDefinitions[resource.resourceClass]
  return {
    name: resource.name,
    classLabel: label,
    classHref: `/resources?class=${resource.resourceClass}`,
    finding: findingOf(detail),
    facts: factsOf(detail),
    arn: resource.arn,
    lede: presentLede(detail, nowMs),
    notices: [...(input.dropped ?? []), ...noticesOf({ detail, freshness, nowMs, shown }), ...alone],
    ...(scaledClasses.includes(resource.resourceClass)
      ? { scalingHref: `/clusters/${encodeURIComponent(resource.id)}` }
      : {}),
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
    chart: shown && presentChart({ detail, item: shown, horizonDays, nowMs }),
    decision: recommendation && presentDecision(recommendation, nowMs),
    dimensions: compared.length > 1 ? compared : [],
    unknown,
    candidates: presentCandidates(detail, nowMs),
    evidence:
      recommendation?.finding === 'abstained'
        ? abstainedNotes(resource, nowMs)
        : [...(recommendation?.evidence ?? []), ...zoneItems(detail), ...secondOpinionItems(detail, nowMs)],
    built: shown?.forecast && {
      dimension: dimensionWords[shown.dimension],
      terms: evidenceTerms(shown.forecast, nowMs),
      notes: evidenceNotes(shown.forecast),
    },
    history: capacityHistory(detail.changes, resource.createdMs),
  }
}
