import type { FleetRow, Spark } from '#lib/model/fleet.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { chanceAfter } from './chance-after.ts'
import { changeTo, decideBy } from './change-cell.ts'
import { isAboveNow } from './fleet.ts'
import {
  chance,
  dateOrAfter,
  dateRange,
  percent,
  percentRange,
  size,
  sizeLabel,
  usd,
  usdDelta,
} from './format.ts'
import { pressedDimension } from './pressure.ts'
import { abstentionWords, dimensionWords, effortWords } from './words.ts'

/** One row of the table as it is written; numbers that are not known are an en dash. */
export type ResourceRow = {
  readonly id: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly kind: string
  readonly team?: string
  readonly account: string
  readonly region: string
  readonly size: string
  readonly monthly: string
  /** Absent when there is no forecast; then `silence` says why. */
  readonly forecast?: ForecastCells
  readonly silence?: { readonly title: string; readonly text: string; readonly alarming: boolean }
  readonly change: ChangeCells
}

export type ForecastCells = {
  readonly spark?: Spark
  readonly sparkLabel: string
  readonly limitedBy: string
  readonly used: string
  readonly bar: {
    readonly used: number | null
    readonly limit: number | null
    readonly atHorizon: readonly [low: number, median: number, high: number] | null
    readonly label: string
  }
  readonly chance: string
  /** What put it on watch, where that is not the chance itself: `7% breach`. */
  readonly why?: string
  readonly tone?: 'risk' | 'watch'
  readonly median: string
  readonly interval: string
  /** The median lies on the axis, or is now. */
  readonly strong: boolean
  readonly decideBy: string
  readonly late: boolean
}

export type ChangeCells = {
  readonly to: string
  readonly keep: boolean
  readonly detail: string
  /** Said on hover. */
  readonly downtime: string
  readonly delta: string
  readonly saves: boolean
  readonly chanceAfter: string
}

export type RowContext = { readonly horizonDays: number; readonly nowMs: EpochMs }

const unknown = '–'

export function toResourceRow(row: FleetRow, context: RowContext): ResourceRow {
  const { resource, recommendation, accountName } = row
  const current = recommendation?.current
  return {
    id: resource.id,
    name: resource.name,
    resourceClass: resource.resourceClass,
    kind: classDefinitions[resource.resourceClass].describe(resource),
    team: resource.team,
    account: accountName,
    region: resource.region,
    size: current ? sizeLabel(current.label) : size(resource.shape, resource.count),
    monthly: current && !current.priceUnknown ? usd(current.monthlyUsd) : unknown,
    forecast: forecastCells(row, context),
    silence: silenceOf(row),
    change: changeCells(row),
  }
}

function silenceOf({ recommendation }: FleetRow): ResourceRow['silence'] {
  if (!recommendation) {
    return { title: 'Waits for its first forecast.', text: 'The next run decides.', alarming: false }
  }
  const { abstention } = recommendation
  if (recommendation.finding !== 'abstained') return undefined
  if (!abstention) return { title: 'No forecast.', text: '', alarming: false }
  const alarming = abstention.reason === 'metrics-stopped' || abstention.reason === 'low-coverage'
  return { title: `${abstentionWords[abstention.reason]}.`, text: abstention.text, alarming }
}

function forecastCells(row: FleetRow, { horizonDays, nowMs }: RowContext): ForecastCells | undefined {
  const { recommendation, resource } = row
  if (!recommendation || recommendation.finding === 'abstained') return undefined
  const { utilization, limit, utilizationAtHorizon, chanceByHorizon } = recommendation
  const axis = { asOfMs: recommendation.asOfMs, axisDays: 2 * horizonDays, nowMs }
  const above = isAboveNow(recommendation)
  const interval = dateRange(recommendation.lowDays, recommendation.highDays, axis)
  const median = above ? 'above now' : dateOrAfter(recommendation.medianDays, axis)
  const { finding } = recommendation
  const decided = decideBy(recommendation, nowMs)
  return {
    spark: recommendation.spark,
    sparkLabel: `${resource.name}: 13 weeks of use and 13 weeks of forecast`,
    limitedBy: limitWord(recommendation),
    used: utilization === null ? unknown : percent(utilization),
    bar: { used: utilization, limit, atHorizon: utilizationAtHorizon, label: barLabel(recommendation) },
    chance: chanceByHorizon === null ? unknown : chance(chanceByHorizon),
    why: watchWhy(recommendation),
    tone: finding === 'runs-out' ? 'risk' : finding === 'watch' ? 'watch' : undefined,
    median,
    interval: above || interval === median ? '' : interval,
    strong: above || interval !== median,
    decideBy: decided.text,
    late: decided.late,
  }
}

function barLabel({
  utilization,
  limit,
  utilizationAtHorizon,
}: NonNullable<FleetRow['recommendation']>): string {
  const parts = [
    utilization === null ? 'use not known' : `${percent(utilization)} of capacity used`,
    limit === null ? undefined : `safe limit ${percent(limit)}`,
    utilizationAtHorizon === null
      ? undefined
      : `forecast ${percent(utilizationAtHorizon[1])}, 80%: ${percentRange(utilizationAtHorizon[0], utilizationAtHorizon[2])}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

function changeCells({ recommendation }: FleetRow): ChangeCells {
  const recommended = recommendation?.recommended
  if (!recommended) {
    const to =
      recommendation?.finding === 'abstained' || !recommendation
        ? 'No forecast yet'
        : changeTo(recommendation)
    return {
      to,
      keep: recommendation?.remedy === undefined,
      detail: '',
      downtime: '',
      delta: unknown,
      saves: false,
      chanceAfter: unknown,
    }
  }
  return {
    to: changeTo(recommendation),
    keep: false,
    detail: effortWords[recommended.effort],
    downtime: `Downtime: ${recommended.downtime}`,
    delta: usdDelta(recommended.deltaMonthlyUsd),
    saves: recommended.deltaMonthlyUsd <= -0.5,
    chanceAfter: chanceAfter(recommended),
  }
}

type Summary = NonNullable<FleetRow['recommendation']>

function limitWord(given: Summary): string {
  const { bindingDimension } = given
  if (!bindingDimension) return 'not known'
  const pressed = pressedDimension(given)
  const state = pressed === 'cpu' ? ', at baseline' : pressed === 'memory' ? ', swapping' : ''
  return `${dimensionWords[bindingDimension]}${state}`
}

/** The chance of the breach, or the lost zone, that put it on watch; the chance of its safe limit stands above. */
function watchWhy(given: Summary): string | undefined {
  const { finding, watchReason, watchChance, watchDimension, bindingDimension, current, acceptedRisk } = given
  if (finding !== 'watch') return undefined
  const other =
    watchDimension === undefined || watchDimension === bindingDimension
      ? ''
      : `${dimensionWords[watchDimension]} `
  if (watchReason === 'zone-loss') return `${other}zone loss`
  if (watchReason === 'breach' && watchChance !== undefined) return `${other}breach ${chance(watchChance)}`
  if (watchReason === 'safe-limit')
    return other === '' || watchChance === undefined ? undefined : `${other}${chance(watchChance)}`
  if ((given.chanceByHorizon ?? 0) >= 0.05 || !current || current.chance <= acceptedRisk) return undefined
  return `breach ${chance(current.chance)}`
}
