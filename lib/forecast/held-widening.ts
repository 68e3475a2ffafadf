import type { Dimension } from '../model/capacity.ts'
import { type HeldWidening, medianIndex, quantileLevels } from '../model/forecast.ts'
import type { ResourceClass } from '../model/resource.ts'
import { type TrackRow, trackHorizons } from '../model/track-record.ts'
import { normalQuantile } from '../stats/random.ts'
import { percentText } from './wording.ts'

const levelCount = quantileLevels.length
const nominal = 0.8
/** Below this share inside the 80 % interval a forecast does not hold. */
const heldShare = 0.72
/** Less proves nothing. */
const needed = { days: 200, forecasts: 12, resources: 3 }
/** So many forecasts count as much as the assumption that all is well. */
const doubt = 12
const factorMax = 2.5
const factorMin = 1.05

const halfWidth = normalQuantile(0.5 + nominal / 2)

/** What a normal interval is short of where this share was inside. */
function shortOf(share: number): number {
  return halfWidth / normalQuantile(0.5 + Math.max(0.02, Math.min(0.98, share)) / 2)
}

/**
 * By how much the intervals of one class and dimension must be widened, per distance: where fewer than 72 % of 200 days
 * or more were inside the 80 % interval, by what a normal distribution is short of then, less where few forecasts tell
 * it. Scores of forecasts that were widened already count with that on top, so that the answer does not swing.
 */
function wideningOf(rows: readonly TrackRow[]): HeldWidening[] {
  return trackHorizons.flatMap((horizonDays, i) => {
    const own = rows.filter((row) => row.horizonDays === horizonDays)
    const days = own.reduce((sum, row) => sum + row.days, 0)
    const forecasts = new Set(own.map(({ resourceId, asOfMs }) => `${resourceId}/${asOfMs}`)).size
    const resources = new Set(own.map(({ resourceId }) => resourceId)).size
    if (days < needed.days || forecasts < needed.forecasts || resources < needed.resources) return []
    const groups = [...Map.groupBy(own, ({ widening = 1 }) => widening)].map(([before, group]) => {
      const seen = group.reduce((sum, row) => sum + row.days, 0)
      const share = group.reduce((sum, row) => sum + row.inside80, 0) / seen
      return { days: seen, share, factor: before * shortOf(share) }
    })
    const plain = groups.reduce((sum, group) => sum + group.days * group.factor, 0) / days
    const share80 = own.reduce((sum, row) => sum + row.inside80, 0) / days
    const unwidened = own.filter(({ widening }) => widening === undefined)
    const held = unwidened.reduce((sum, row) => sum + row.inside80, 0)
    const seen = unwidened.reduce((sum, row) => sum + row.days, 0)
    if (seen > 0 ? held / seen >= heldShare : share80 >= nominal) return []
    const factor = Math.min(factorMax, 1 + ((plain - 1) * forecasts) / (forecasts + doubt))
    const fromDay = (trackHorizons[i - 1] ?? 0) + 1
    return factor < factorMin ? [] : [{ fromDay, toDay: horizonDays, factor, share80, days }]
  })
}

/** Forecasts that do not hold in the track record, by class and dimension. */
export function heldWidenings(
  rows: readonly TrackRow[],
): ReadonlyMap<ResourceClass, Partial<Record<Dimension, readonly HeldWidening[]>>> {
  const found = new Map<ResourceClass, Partial<Record<Dimension, readonly HeldWidening[]>>>()
  for (const [resourceClass, own] of Map.groupBy(rows, (row) => row.resourceClass)) {
    const byDimension: Partial<Record<Dimension, readonly HeldWidening[]>> = {}
    for (const [dimension, part] of Map.groupBy(own, (row) => row.dimension)) {
      const widenings = wideningOf(part)
      if (widenings.length > 0) byDimension[dimension] = widenings
    }
    if (Object.keys(byDimension).length > 0) found.set(resourceClass, byDimension)
  }
  return found
}

/** Stretches each day of a daily fan around its median, in place; days beyond the last distance as that one. */
export function applyHeldWidening(packed: Float64Array, widenings: readonly HeldWidening[]): Float64Array {
  const farthest = trackHorizons[trackHorizons.length - 1] as number
  for (let at = 0; at < packed.length; at += levelCount) {
    const day = Math.min(farthest, at / levelCount + 1)
    const factor = widenings.find(({ fromDay, toDay }) => day >= fromDay && day <= toDay)?.factor ?? 1
    if (factor === 1) continue
    const centre = packed[at + medianIndex] as number
    for (let k = 0; k < levelCount; k++) {
      const value = centre + factor * ((packed[at + k] as number) - centre)
      packed[at + k] = centre >= 0 ? Math.max(0, value) : value
    }
  }
  return packed
}

/** Said beside the forecast, a sentence per distance. */
export function heldWideningTexts(widenings: readonly HeldWidening[]): string[] {
  return widenings.map(({ fromDay, toDay, factor, share80 }) => {
    const days = fromDay === toDay ? `day ${toDay}` : `days ${fromDay} to ${toDay}`
    return `For ${days} ahead only ${percentText(share80)} of the days were inside the 80% interval of earlier forecasts of this kind: it is ${percentText(factor - 1)} wider.`
  })
}
