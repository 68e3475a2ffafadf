import type { DimensionDetail, ResourceDetail } from '#lib/model/fleet.ts'
import type { Forecast, Saturation } from '#lib/model/forecast.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'
import { pressedDimension } from './pressure.ts'

const dots = 20

function bindingRisk({ current, bindingDimension }: Recommendation) {
  return current?.dimensions.find((one) => one.dimension === bindingDimension)
}

/** Whether the binding dimension of the resource is under pressure that its use does not show. */
export function isPressed({ recommendation }: ResourceDetail): boolean {
  if (!recommendation) return false
  const risk = bindingRisk(recommendation)
  const utilization = risk?.utilization ?? null
  const limit = risk ? risk.limit / risk.capacity : null
  return pressedDimension({ ...recommendation, utilization, limit }) !== undefined
}

/** Share of the dots within so many days. */
function shareWithin(days: readonly (number | null)[], horizon: number): number {
  return days.filter((day) => day !== null && day <= horizon).length / days.length
}

function chancesOf(given: Recommendation, days: Saturation['quantileDays'], own: Saturation) {
  const same = days.every((day, i) => day === own.quantileDays[i])
  const within = (horizon: 30 | 90 | 180 | 365, known: number) => {
    if (horizon === given.horizonDays && given.chanceByHorizon !== null) return given.chanceByHorizon
    return same || days.length === 0 ? known : shareWithin(days, horizon)
  }
  const { d30, d90, d180, d365 } = own.chance
  return { d30: within(30, d30), d90: within(90, d90), d180: within(180, d180), d365: within(365, d365) }
}

function decided(detail: ResourceDetail, given: Recommendation, forecast: Forecast): Forecast {
  const pressed = isPressed(detail)
  const { saturation } = forecast
  const kept = detail.summary?.saturationDays ?? []
  const days = pressed ? Array<number>(dots).fill(0) : kept.length > 0 ? kept : saturation.quantileDays
  const held = pressed && given.bindingDimension === 'cpu'
  const { medianDays, lowDays, highDays } = given
  const risk = bindingRisk(given)
  const grows = given.bindingDimension === 'storage' && risk !== undefined
  return {
    ...forecast,
    capacity: grows ? risk.capacity : forecast.capacity,
    saturation: {
      limit: held ? forecast.facts.p50 : grows ? risk.limit : saturation.limit,
      quantileDays: days,
      medianDays,
      lowDays,
      highDays,
      chance: chancesOf(given, days, saturation),
    },
  }
}

/**
 * The detail with the saturation that was decided on in its binding dimension, so that the page says what the lists
 * say: the volume limit of storage autoscaling counts as capacity, and a CPU that is held at the baseline of a
 * burstable size has that as its limit.
 */
export function withDecidedSaturation(detail: ResourceDetail): ResourceDetail {
  const { recommendation, dimensions } = detail
  if (!recommendation || recommendation.finding === 'abstained' || recommendation.chanceByHorizon === null)
    return detail
  const decide = (item: DimensionDetail): DimensionDetail =>
    item.dimension === recommendation.bindingDimension && item.forecast
      ? { ...item, forecast: decided(detail, recommendation, item.forecast) }
      : item
  return { ...detail, dimensions: dimensions.map(decide) }
}
