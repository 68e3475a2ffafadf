import { dimensionUnits } from '#lib/model/capacity.ts'
import type { DimensionDetail, ResourceDetail } from '#lib/model/fleet.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { chartParts, chartTitle, type HorizonDays, presentFan } from './resource-chart.ts'
import { growthText } from './resource-evidence.ts'
import { type HoverPoint, hoverPoints } from './resource-hover.ts'
import { isPressed } from './resource-saturation.ts'
import { forecastDays } from './resource-series.ts'
import { type WeekRow, weekRows } from './resource-weeks.ts'

/** Which kinds of dots a picture holds: within the horizon, after it, later than the axis. */
export type Legend = { readonly soon: boolean; readonly dated: boolean; readonly later: boolean }

export type ChartView = {
  readonly title: string
  readonly sub: string
  readonly fan: ReturnType<typeof presentFan>
  readonly dots: Legend
  readonly hover: readonly HoverPoint[]
  readonly weeks: readonly WeekRow[]
  readonly unit: string
  readonly csvHref: string
}

export type ChartViewInput = {
  readonly detail: ResourceDetail
  readonly item: DimensionDetail
  readonly horizonDays: HorizonDays
  readonly nowMs: EpochMs
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

/** Everything of one dimension's chart: picture, legend, pointer, table, download. */
export function presentChart({ detail, item, horizonDays, nowMs }: ChartViewInput): ChartView {
  const held =
    item.dimension === 'cpu' && detail.recommendation?.bindingDimension === 'cpu' && isPressed(detail)
  const parts = chartParts({ item, recommendation: detail.recommendation, held, horizonDays, nowMs })
  const measured = '7-day median of the daily peak (p95 of hourly averages, UTC)'
  return {
    title: chartTitle(item.dimension, parts.capacity),
    sub: item.forecast
      ? `${measured}, 180-day forecast. Growth ${growthText(item.forecast)}.`
      : `${measured}. No forecast yet.`,
    fan: presentFan(parts, detail.resource.name),
    dots: dotKinds(item, horizonDays),
    hover: hoverPoints(parts),
    weeks: weekRows(parts),
    unit: dimensionUnits[item.dimension],
    csvHref: `/api/resources/${encodeURIComponent(detail.resource.id)}/series.csv?dim=${item.dimension}`,
  }
}
