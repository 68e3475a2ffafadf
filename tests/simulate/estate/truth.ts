import type { Statistic } from '#lib/model/series.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { estateResources } from '#lib/simulate/estate/estate.ts'
import type { EstateResource } from '#lib/simulate/estate/resource.ts'
import { type EstateSeries, seriesValues } from '#lib/simulate/estate/series.ts'

const bytesPerGib = 2 ** 30

/** The estate that the tests look into: a Wednesday in the middle of an hour. */
export const frame = { seed: 7, anchorMs: Date.parse('2026-11-25T03:20:00Z') }
export const resources = estateResources(frame)

/** One resource by name. */
export function resourceNamed(name: string): EstateResource {
  const found = resources.find((resource) => resource.name === name)
  if (!found) throw new Error(`no resource ${name} in the simulated estate`)
  return found
}

/** A living metric of a resource by its CloudWatch name. */
export function seriesNamed(name: string, metric: string): EstateSeries {
  const found = resourceNamed(name).series.find(
    (series) => series.metric.name === metric && series.lastMs === undefined,
  )
  if (!found) throw new Error(`no living metric ${metric} of ${name}`)
  return found
}

type Days = { readonly from: number; readonly to: number; readonly periodMs?: number }

/** Values of whole UTC days, counted from the anchor's day. */
export function valuesOf(series: EstateSeries, statistic: Statistic, days: Days): Float64Array {
  const midnight = Math.floor(frame.anchorMs / dayMs) * dayMs
  return seriesValues(series, statistic, {
    fromMs: midnight + days.from * dayMs,
    toMs: midnight + days.to * dayMs,
    periodMs: days.periodMs ?? hourMs,
  })
}

export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
}

/** Mean over whole days of the hourly averages. */
export function average(name: string, metric: string, from: number, to: number): number {
  return mean(valuesOf(seriesNamed(name, metric), 'Average', { from, to }))
}

/** Largest hourly average over whole days. */
export function peak(name: string, metric: string, from: number, to: number): number {
  return largest(valuesOf(seriesNamed(name, metric), 'Average', { from, to }))
}

/** GiB of storage used, from FreeStorageSpace and what was allocated throughout. */
export function usedGib(name: string, allocatedGib: number, day: number): number {
  const free = valuesOf(seriesNamed(name, 'FreeStorageSpace'), 'Minimum', { from: day, to: day + 1 })
  return allocatedGib - mean(free) / bytesPerGib
}
