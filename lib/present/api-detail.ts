import type { z } from 'zod'
import { type Dimension, dimensionUnits } from '#lib/model/capacity.ts'
import type { DimensionDetail, ResourceDetail } from '#lib/model/fleet.ts'
import { quantileLevels } from '#lib/model/forecast.ts'
import type { Option } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { SecondOpinion } from '#lib/model/second-opinion.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { toApiResource } from './api-resources.ts'
import type { resourceDetailSchema, seriesSchema } from './api-schemas.ts'
import { levelOf } from './resource-series.ts'
import { blockName } from './resource-terraform.ts'
import { terraformChanges } from './terraform-changes.ts'

const maxPoints = 2_000
const finite = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null)

/** What the page of one resource stands on, in numbers. */
export function presentApiDetail(detail: ResourceDetail): z.infer<typeof resourceDetailSchema> {
  const { resource, accountName, summary, recommendation } = detail
  return {
    resource: toApiResource({ resource, accountName, recommendation: summary }),
    options: (recommendation?.options ?? []).map((option) => ({
      id: option.id,
      label: option.label,
      monthlyUsd: option.priceUnknown ? null : finite(option.monthlyUsd),
      deltaMonthlyUsd: option.priceUnknown ? null : finite(option.deltaMonthlyUsd),
      chance: finite(option.chance),
      expectedMinutes: finite(option.expectedMinutes),
      effort: option.effort,
      downtime: option.downtime,
      note: option.note,
      ...terraformOf(resource, recommendation?.current, option),
    })),
    forecasts: detail.dimensions.map(bandOf),
    changes: detail.changes.map(({ fromMs, shape, count, capacity, source, actor }) => ({
      ...{ shape, count, capacity, source, actor: actor ?? null },
      from: instantOf(fromMs),
    })),
    secondOpinions: (detail.secondOpinions ?? []).map(toApiOpinion),
  }
}

const instantOf = (ms: EpochMs) => new Date(ms).toISOString()

function toApiOpinion(opinion: SecondOpinion) {
  const { source, finding, reasons, currentShape, recommendedShape } = opinion
  return {
    source,
    asOf: instantOf(opinion.asOfMs),
    finding,
    reasons: [...reasons],
    currentShape: currentShape ?? null,
    recommendedShape: recommendedShape ?? null,
    savingMonthlyUsd: finite(opinion.savingMonthlyUsd),
    lookbackDays: finite(opinion.lookbackDays),
    performanceRisk: finite(opinion.performanceRisk),
  }
}

/** What the option changes in Terraform code; nothing for the present size. */
function terraformOf(resource: Resource, current: Option | undefined, option: Option) {
  if (current === undefined || option.id === current.id) return { terraform: [], terraformMissing: null }
  const found = terraformChanges(resource, current, option)
  if ('missing' in found) return { terraform: [], terraformMissing: found.missing }
  const terraform = found.changes.map(({ block, attribute, from, to }) => ({
    address: `${block.resourceType}.${blockName(block.named.value)}`,
    attribute,
    from: from ?? null,
    to,
  }))
  return { terraform, terraformMissing: null }
}

function bandOf({ dimension, forecast, abstention }: DimensionDetail) {
  const band = forecast?.daily.peak
  const days = band ? Math.min(maxPoints, Math.floor(band.values.length / quantileLevels.length)) : 0
  return {
    dimension,
    unit: dimensionUnits[dimension],
    abstention: abstention?.text ?? null,
    explanation: [...(forecast?.explanation ?? [])],
    changed: forecast?.since
      ? { since: isoDay(forecast.since.asOfMs), texts: [...forecast.since.texts] }
      : null,
    from: band ? isoDay(band.startMs) : null,
    quantiles: band
      ? quantileLevels.map((level, i) => ({
          level,
          values: Array.from(levelOf(band, i, days), finite),
        }))
      : [],
  }
}

/** Measured days of one dimension from `sinceMs`, the newest 2,000 at most; undefined where nothing was measured. */
export function presentApiSeries(
  detail: ResourceDetail,
  dimension: Dimension,
  sinceMs: EpochMs,
): z.infer<typeof seriesSchema> | undefined {
  const history = detail.dimensions.find((one) => one.dimension === dimension)?.history
  if (!history) return undefined
  const points = Array.from(history.peak, (peak, i) => ({
    ms: history.startMs + i * dayMs,
    mean: finite(history.mean[i]),
    peak: finite(peak),
    maximum: finite(history.maximum[i]),
    capacity: finite(history.capacity[i]),
  }))
  return {
    dimension,
    unit: dimensionUnits[dimension],
    points: points
      .filter(({ ms }) => ms >= sinceMs)
      .slice(-maxPoints)
      .map(({ ms, ...values }) => ({ day: isoDay(ms), ...values })),
  }
}
