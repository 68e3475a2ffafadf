import type { ResourceDetail } from '#lib/model/fleet.ts'
import type { ExcuseReason, Option, Recommendation } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chanceAfter } from './chance-after.ts'
import { count, day, noChange, number, percent, percentRange, sizeLabel, usd, usdDelta } from './format.ts'
import { excuseWords, riskPercent } from './resource-words.ts'
import { dimensionWords, sentenceStart } from './words.ts'

/** One row of the candidates; numbers as text, shares 0-1 for the marks. */
export type CandidateRow = {
  readonly id: string
  readonly label: string
  readonly mark?: 'current' | 'recommended'
  readonly vcpu: string
  readonly memory: string
  readonly monthly: string
  readonly priceDerived: boolean
  readonly delta: string
  readonly saves: boolean
  readonly chance: number
  readonly chanceText: string
  readonly tone: 'risk' | 'watch' | 'later'
  /** Binding dimension: for the headroom bar; absent when its demand is not known. */
  readonly headroom?: {
    readonly used: number
    readonly limit: number
    readonly atHorizon: readonly [low: number, median: number, high: number]
    readonly label: string
  }
  readonly effort: string
  readonly note: string
}

/** As the effort column shows it; the current size takes none. */
export const effortCells = { none: noChange, low: 'Low', medium: 'Medium', high: 'High' }

/** Risk of the dimension that decides, under one option. */
export function bindingRisk(option: Option, given: Recommendation) {
  return option.dimensions.find((d) => d.dimension === given.bindingDimension)
}

function headroomOf(option: Option, given: Recommendation) {
  const risk = bindingRisk(option, given)
  if (!risk || risk.utilization === null || !risk.utilizationAtHorizon) return undefined
  const [low, median, high] = risk.utilizationAtHorizon
  const limit = risk.limit / risk.capacity
  const label = `${percent(risk.utilization)} used of ${dimensionWords[risk.dimension]} capacity, safe limit ${percent(limit)}, in ${given.horizonDays} days ${percent(median)}, 80% interval ${percentRange(low, high)}`
  return { used: risk.utilization, limit, atHorizon: risk.utilizationAtHorizon, label }
}

function toneOf(option: Option, given: Recommendation): CandidateRow['tone'] {
  if (option.chance >= 0.5) return 'risk'
  return option.chance > given.acceptedRisk ? 'watch' : 'later'
}

function noteOf(option: Option, mark: CandidateRow['mark']): string {
  const parts = [option.excuse?.text, option.note, mark === 'current' ? undefined : downtimeNote(option)]
  return parts.find((part) => part) ?? ''
}

function downtimeNote(option: Option): string {
  return option.downtime === 'none' ? '' : sentenceStart(option.downtime)
}

/** The sizes worth showing, cheapest first, the current and the recommended one marked. */
function candidateRows(given: Recommendation): readonly CandidateRow[] {
  return given.options.map((option) => {
    const mark =
      option.id === given.recommended?.id
        ? ('recommended' as const)
        : option.id === given.current?.id
          ? ('current' as const)
          : undefined
    return {
      id: option.id,
      label: sizeLabel(option.label),
      mark,
      vcpu: number(option.vcpu),
      memory: number(option.memoryGib),
      monthly: option.priceUnknown ? '–' : usd(option.monthlyUsd),
      priceDerived: option.priceDerived,
      delta: mark === 'current' ? noChange : usdDelta(option.deltaMonthlyUsd),
      saves: option.deltaMonthlyUsd < -0.5,
      chance: option.chance,
      chanceText: chanceAfter(option),
      tone: toneOf(option, given),
      headroom: headroomOf(option, given),
      effort: mark === 'current' ? noChange : effortCells[option.effort],
      note: noteOf(option, mark),
    }
  })
}

/** `11 more sizes refused: burstable class (4), not offered here (2)`; absent when none was. */
function refusedLine(given: Recommendation): string | undefined {
  const counts = Object.entries(given.refusedCounts) as [ExcuseReason, number][]
  const some = counts.filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1])
  if (some.length === 0) return undefined
  const total = some.reduce((sum, [, n]) => sum + n, 0)
  const reasons = some.map(([reason, n]) => `${excuseWords[reason]} (${count(n)})`).join(', ')
  return `${count(total)} more ${total === 1 ? 'size' : 'sizes'} refused: ${reasons}`
}

export type CandidatesView = {
  readonly rows: readonly CandidateRow[]
  readonly sub: string
  readonly horizonColumn: string
  readonly headroomColumn?: string
  readonly refused?: string
}

/** The table of candidates; absent without a forecast. */
export function presentCandidates(detail: ResourceDetail, nowMs: EpochMs): CandidatesView | undefined {
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
