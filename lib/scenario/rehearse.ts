import type { Forecast } from '../model/forecast.ts'
import { concerns } from '../model/planned-event.ts'
import type { Assumption, Scenario, ScenarioRow } from '../model/scenario.ts'
import { dayMs } from '../model/time.ts'
import { datesUnder } from './dates.ts'
import { type HourlyDemand, hourlyDemand } from './hours.ts'
import { multiplierAt } from './multiplier.ts'
import { baselineChange, type Needs, needOf, solutionFor } from './need.ts'
import { boundOf, loadForecasts, type Subject } from './subject.ts'
import { rehearseZones } from './zone-loss.ts'

const highLevel = 0.9

/** Demand of one subject by the hour, made once for all scenarios. */
export type Hours = { readonly median: HourlyDemand; readonly high: HourlyDemand }

export type RehearsalInput = {
  readonly subject: Subject
  readonly scenario: Scenario
  readonly horizonDays: number
  readonly hoursOf: (forecast: Forecast) => Hours
}

/** What a scenario does to one resource: its tightest dimension. Undefined where it touches none. */
export function rehearse(input: RehearsalInput): ScenarioRow | undefined {
  const { subject, scenario, hoursOf } = input
  const { resource } = subject
  const [loss] = scenario.assumptions.filter(({ kind }) => kind === 'zone-loss')
  const touched = scenario.assumptions.some((one) => one.kind !== 'zone-loss' && concerns(one, resource))
  const zone = loss ? zoneOf(subject, hoursOf) : undefined
  const forecasts = loadForecasts(subject)
  if (!touched || forecasts.length === 0) return zone && zoneRow(subject, zone)
  const needs = needsOf(input, forecasts)
  const tight = forecasts.reduce((worst, one) => (ratio(one, needs) > ratio(worst, needs) ? one : worst))
  const { change, unsolved } = solutionFor(subject, needs)
  const hours = hoursAbove(input, tight)
  const baseline = baselineChange(subject)
  return {
    ...headOf(subject, tight),
    baseline: datesUnder(tight, () => 1, input.horizonDays),
    scenario: datesUnder(tight, multiplierOf(input, tight), input.horizonDays),
    ...hours,
    ...(baseline ? { baselineChange: baseline } : {}),
    ...(change ? { scenarioChange: change } : {}),
    ...(unsolved ? { unsolved } : {}),
    ...(zone ? { zone } : {}),
  }
}

const ratio = (forecast: Forecast, needs: Needs) => (needs[forecast.dimension] ?? 0) / boundOf(forecast)

function headOf({ resource }: Subject, forecast: Forecast) {
  const { id, name, resourceClass, team } = resource
  return {
    resourceId: id,
    resourceName: name,
    resourceClass,
    ...(team === undefined ? {} : { team }),
    dimension: forecast.dimension,
    limit: boundOf(forecast),
  }
}

/** By the day: an event counts on a day that it touches. */
function multiplierOf({ scenario, subject }: RehearsalInput, forecast: Forecast) {
  const { startMs } = forecast.daily.peak
  const { resource } = subject
  const { dimension } = forecast
  return (day: number, level: number) => {
    const noonMs = startMs + (day + 0.5) * dayMs
    const touched = scenario.assumptions.map((one) => onDay(one, startMs + day * dayMs, noonMs))
    return touched.reduce(
      (product, { one, atMs }) =>
        product * multiplierAt({ assumptions: [one] }, { resource, dimension, atMs, level }),
      1,
    )
  }
}

function onDay(one: Assumption, fromMs: number, noonMs: number) {
  if (one.kind !== 'event') return { one, atMs: noonMs }
  const touches = one.fromMs < fromMs + dayMs && one.toMs > fromMs
  return { one, atMs: touches ? Math.max(one.fromMs, fromMs) : noonMs }
}

/** Events beyond the horizon are looked at too. */
function daysAhead({ scenario, horizonDays }: RehearsalInput, forecast: Forecast): number {
  const last = Math.max(0, ...scenario.assumptions.map((one) => (one.kind === 'event' ? one.toMs : 0)))
  const days = Math.ceil((last - forecast.daily.peak.startMs) / dayMs)
  return Math.min(365, Math.max(horizonDays, days))
}

function needsOf(input: RehearsalInput, forecasts: readonly Forecast[]): Needs {
  const risk = input.subject.recommendation?.acceptedRisk ?? 0.05
  return Object.fromEntries(
    forecasts.map((forecast) => [
      forecast.dimension,
      needOf({
        forecast,
        horizonDays: daysAhead(input, forecast),
        risk,
        multiplier: multiplierOf(input, forecast),
      }),
    ]),
  )
}

/** Hours above the bound that the scenario adds nothing to are counted too: those of its events, else of the horizon. */
function hoursAbove(
  input: RehearsalInput,
  forecast: Forecast,
): { hoursAbove: number; hoursAboveHigh: number } {
  const { median, high } = input.hoursOf(forecast)
  const events = input.scenario.assumptions.filter((one) => one.kind === 'event')
  const lastHour = input.horizonDays * 24
  const bound = boundOf(forecast)
  const { resource } = input.subject
  const count = ({ startMs, values }: HourlyDemand, level: number) => {
    let above = 0
    values.forEach((demand, hour) => {
      const atMs = startMs + hour * 3_600_000
      const inEvent = events.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs)
      if (events.length > 0 ? !inEvent : hour >= lastHour) return
      const factor = multiplierAt(input.scenario, { resource, dimension: forecast.dimension, atMs, level })
      if (demand * factor > bound) above++
    })
    return above
  }
  return { hoursAbove: count(median, 0.5), hoursAboveHigh: count(high, highLevel) }
}

function zoneOf(subject: Subject, hoursOf: RehearsalInput['hoursOf']) {
  const { resource, forecasts, target } = subject
  const decides = forecasts.find(({ dimension }) => dimension === 'cpu')
  const hours = decides && hoursOf(decides)
  return rehearseZones({
    resource,
    ...(hours ? { median: hours.median, high: hours.high } : {}),
    ...(decides ? { capacity: decides.capacity } : {}),
    ...(target === undefined ? {} : { target }),
  })
}

function zoneRow(subject: Subject, zone: NonNullable<ScenarioRow['zone']>): ScenarioRow {
  const { id, name, resourceClass, team } = subject.resource
  const never = { lowDays: null, medianDays: null, highDays: null, chance: 0 }
  return {
    resourceId: id,
    resourceName: name,
    resourceClass,
    ...(team === undefined ? {} : { team }),
    dimension: 'cpu',
    limit: 0,
    baseline: never,
    scenario: never,
    hoursAbove: zone.hoursAbove,
    hoursAboveHigh: zone.hoursAboveHigh,
    zone,
  }
}

/** The hours of a forecast as far as a scenario may look, at the median and at the upper path. */
export function hoursAhead(forecast: Forecast, days: number): Hours {
  return {
    median: hourlyDemand(forecast, days, 0.5),
    high: hourlyDemand(forecast, days, highLevel),
  }
}
