import { limitOf } from '../model/capacity.ts'
import type {
  BreachCurve,
  DayStatistic,
  DemandEvidence,
  DriverElasticity,
  Forecast,
  ForecastEvent,
  HeldWidening,
  QuantileBand,
} from '../model/forecast.ts'
import type { DimensionDefinition } from '../model/measure.ts'
import type { Policy } from '../model/policy.ts'
import { dayMs, type EpochMs, floorTo, hourMs } from '../model/time.ts'
import { withAddedChance } from './added-breach.ts'
import { breachCurves } from './breach.ts'
import { burstCurve, growthUntil } from './burst-breach.ts'
import { cleanDays, type Disturbances, disturbancesOf } from './clean.ts'
import { dayProfiles } from './day-profiles.ts'
import type { HourlyDemand } from './demand.ts'
import { type DriverDays, elasticityOf, elasticityTexts } from './elasticity.ts'
import { explain, rhythmOf } from './explain.ts'
import { factsOf, monthlyGrowthOf } from './facts.ts'
import { modelWeights, type Plan } from './fan.ts'
import { fillGaps, trimStart } from './gaps.ts'
import { applyHeldWidening, heldWideningTexts } from './held-widening.ts'
import type { DailyDemand } from './history.ts'
import {
  type FanStarts,
  type MonthTurn,
  monthTurnOf,
  type TurnFans,
  turnTexts,
  withoutTurn,
  withTurn,
} from './month-turn.ts'
import { pastDemand } from './past-breaches.ts'
import { type DailyFans, type DailyPaths, dailyPaths } from './paths.ts'
import {
  type EventFans,
  eventTexts,
  usualDay,
  type WithEvents,
  withEvents,
  withoutPast,
} from './planned-events.ts'
import { rhythmed } from './rhythm.ts'
import { saturationOf } from './saturation.ts'
import { daySeason, daysByPlan, daysSufficient, planDays, planHours, wideningOf } from './series-fan.ts'
import { noiseAutocorrelation } from './shape.ts'

const horizonHours = 14 * 24
const horizonDays = 365
const pathCount = 360
const breachHorizons = [30, 90, 180]
/** Farthest horizon that the daily models are tested at. */
const daysPlanned = 180

export type DimensionInput = {
  readonly resourceId: string
  readonly nowMs: EpochMs
  readonly definition: DimensionDefinition
  readonly demand: HourlyDemand
  readonly daily: DailyDemand
  readonly evidence: DemandEvidence
  readonly capacity: number
  readonly policy: Policy
  readonly rhythm?: readonly number[]
  readonly brief?: true
  readonly heldWidening?: readonly HeldWidening[]
  readonly events?: readonly ForecastEvent[]
  readonly drivers?: readonly DriverDays[]
}

type Cleaned = Disturbances & {
  readonly series: Readonly<Record<DayStatistic, Float64Array>>
  readonly turn: MonthTurn | undefined
}

function clean({ daily, definition, events = [] }: DimensionInput): Cleaned {
  const days = { startMs: daily.startMs, stepMs: dayMs }
  const usual = (values: Float64Array) => withoutPast(values, days, events)
  const seen = { mean: usual(daily.mean), peak: usual(daily.peak), maximum: usual(daily.maximum) }
  const turns = definition.monotone !== true && definition.integral !== true
  const turn = turns ? monthTurnOf({ ...seen, startMs: daily.startMs }) : undefined
  const plain = (statistic: DayStatistic) =>
    turn ? withoutTurn(seen[statistic], days, { turn, statistic }) : seen[statistic]
  const [mean, peak, maximum] = [plain('mean'), plain('peak'), plain('maximum')]
  const found = disturbancesOf(peak, daySeason)
  return {
    ...found,
    turn,
    series: {
      mean: cleanDays(mean, found),
      peak: cleanDays(peak, found),
      maximum: cleanDays(maximum, found),
    },
  }
}

/** Keeps mean <= peak <= maximum at every level of every day; in place. */
function nest({ mean, peak, maximum }: DailyFans): void {
  for (let i = 0; i < peak.length; i++) {
    if ((mean[i] as number) > (peak[i] as number)) peak[i] = mean[i] as number
    if ((peak[i] as number) > (maximum[i] as number)) maximum[i] = peak[i] as number
  }
}

const band = (startMs: EpochMs, stepMs: number, packed: Float64Array): QuantileBand => ({
  startMs,
  stepMs,
  values: Float32Array.from(packed),
})

type Fitted = {
  readonly cleaned: Cleaned
  readonly widening: number
  readonly plan: Plan
  readonly fans: DailyFans
  /** Cleaned hours that the hourly fan stands on. */
  readonly hourly: Float64Array
  readonly hourFan: Float64Array
}

/** Plans and fans of days and, unless it is brief, of hours. */
function fitAll(input: DimensionInput, cleaned: Cleaned): Fitted {
  const { demand, daily, evidence, definition, brief, heldWidening, events = [] } = input
  const { series } = cleaned
  const { observedDays } = evidence
  const held = heldWidening ?? []
  const widening = wideningOf({ observedDays, disturbances: cleaned, days: daily.peak.length })
  const levelWanders = definition.monotone !== true
  const plan = planDays({ observed: series.peak, season: daySeason, horizon: daysPlanned, levelWanders })
  const fan = (observed: Float64Array) =>
    applyHeldWidening(daysByPlan({ plan, observed, season: daySeason, horizon: horizonDays, widening }), held)
  const fans = { mean: fan(series.mean), peak: fan(series.peak), maximum: fan(series.maximum) }
  nest(fans)
  const none = new Float64Array(0)
  if (brief === true) return { cleaned, widening, plan, fans, hourly: none, hourFan: none }
  const firstHour = (demand.startMs - daily.startMs) / hourMs
  const hours = { startMs: demand.startMs, stepMs: hourMs }
  const usual = withoutPast(demand.mean, hours, events)
  const { turn } = cleaned
  const { hourly, packed } = planHours({
    hours: turn ? withoutTurn(usual, hours, { turn, statistic: 'mean' }) : usual,
    firstHour,
    disturbances: cleaned,
    horizon: horizonHours,
    widening,
  })
  return { cleaned, widening, plan, fans, hourly, hourFan: packed }
}

type Risks = {
  readonly fans: DailyFans
  /** The fans of ordinary days: without turns of the month and planned events. */
  readonly ordinary: DailyFans
  /** Cleaned daily peaks without gaps. */
  readonly peaks: Float64Array
}

/** Saturation and breach curves from paths through the fans. */
function risksOf(input: DimensionInput, { fans, ordinary, peaks }: Risks) {
  const { resourceId, definition, demand, daily, capacity, policy } = input
  const { dimension, hard } = definition
  const horizons = input.brief === true ? [policy.horizonDays] : breachHorizons
  const seed = `${resourceId}/${dimension}`
  const pathsOf = (through: DailyFans) =>
    dailyPaths({
      fans: through,
      days: horizonDays,
      fullDays: Math.max(...horizons),
      count: pathCount,
      autocorrelation: noiseAutocorrelation(peaks, daySeason),
      seed,
    })
  const endMs = demand.startMs + demand.mean.length * hourMs
  const profiles = dayProfiles(demand, (endMs - floorTo(endMs, dayMs)) / hourMs)
  const curvesOf = (paths: DailyPaths) => breachCurves({ paths, profiles, hard, horizons, seed })
  const paths = pathsOf(fans)
  const curves = curvesOf(paths)
  const past = hard ? undefined : pastDemand(demand, dimension)
  const special = past !== undefined && fans !== ordinary
  const plain = special ? curvesOf(pathsOf(ordinary)) : curves
  const bursts = (curve: BreachCurve, i: number) => {
    if (!past) return curve
    const growth = growthUntil(ordinary.peak, curve.horizonDays)
    const usual = burstCurve({ curve, past, growth })
    return special ? withAddedChance({ usual, plain: curve, special: curves[i] as BreachCurve }) : usual
  }
  const limit = limitOf(capacity, policy.headroom[dimension] ?? policy.headroomDefault)
  return {
    saturation: saturationOf({ paths, recentPeaks: daily.peak, limit }),
    breach: plain.map(bursts),
  }
}

type WordsInput = Pick<Fitted, 'cleaned' | 'hourly'> & { readonly monthlyGrowth: number }

function wordsOf(
  { daily }: DimensionInput,
  { cleaned, hourly, monthlyGrowth }: WordsInput,
): Pick<Forecast, 'explanation' | 'rhythm'> {
  const peaks = trimStart(cleaned.series.peak)
  const skipped = daily.peak.length - peaks.length
  const seen = { daily: fillGaps(peaks, daySeason), hourly: fillGaps(trimStart(hourly), 24) }
  const explanation = explain({
    ...seen,
    startMs: daily.startMs + skipped * dayMs,
    bendAt: cleaned.bendAt > 0 ? 0 : undefined,
    shifts: cleaned.shifts.map((shift) => ({ ...shift, at: shift.at - skipped })),
    spikes: cleaned.spikes.map((spike) => ({ ...spike, at: spike.at - skipped })),
    monthlyGrowth,
  })
  return { explanation, rhythm: rhythmOf(seen) }
}

function driversOf({ daily, drivers = [] }: DimensionInput): DriverElasticity[] {
  return drivers.flatMap((driver) => elasticityOf(daily, driver) ?? [])
}

function eventsOf({ events = [], demand }: DimensionInput, plain: EventFans): WithEvents {
  if (events.length === 0) return { ...plain, events, ordinary: { days: [], hours: [] } }
  const planned = withEvents(plain, { events, usual: usualDay(demand) })
  if (planned.events.length > 0) nest(planned.fans)
  return planned
}

function turned({ fans, hourFan, cleaned }: Fitted, starts: FanStarts): TurnFans {
  if (cleaned.turn === undefined) return { fans, hourFan }
  const found = withTurn({ fans, hourFan }, cleaned.turn, starts)
  nest(found.fans)
  return found
}

/** The whole forecast of one dimension whose history suffices. */
export function forecastDimension(input: DimensionInput): Forecast {
  const { resourceId, nowMs, definition, demand, daily, evidence, capacity, policy, rhythm } = input
  const fitted = fitAll(input, clean(input))
  const { cleaned, widening, plan } = fitted
  const monthlyGrowth = monthlyGrowthOf(fitted.fans.peak, policy.horizonDays)
  const hourlyStartMs = demand.startMs + demand.mean.length * hourMs
  const dailyStartMs = daily.startMs + daily.peak.length * dayMs
  const { fans, hourFan } = turned(fitted, { dailyStartMs, hourlyStartMs })
  const borrowed = evidence.observedDays < daysSufficient && input.brief !== true ? rhythm : undefined
  const words = input.brief === true ? undefined : wordsOf(input, { ...fitted, monthlyGrowth })
  const hours = borrowed === undefined ? hourFan : rhythmed(hourFan, hourlyStartMs, borrowed)
  const drivers = input.brief === true ? [] : driversOf(input)
  const planned = eventsOf(input, { fans, hourFan: hours, dailyStartMs, hourlyStartMs })
  return {
    kind: 'forecast',
    resourceId,
    dimension: definition.dimension,
    asOfMs: nowMs,
    hourly: band(hourlyStartMs, hourMs, planned.hourFan),
    daily: {
      mean: band(dailyStartMs, dayMs, planned.fans.mean),
      peak: band(dailyStartMs, dayMs, planned.fans.peak),
      maximum: band(dailyStartMs, dayMs, planned.fans.maximum),
    },
    ...risksOf(input, {
      fans: planned.fans,
      ordinary: fitted.fans,
      peaks: fillGaps(trimStart(cleaned.series.peak), daySeason),
    }),
    capacity,
    models: modelWeights(plan),
    backtest: plan.score,
    demand: evidence,
    facts: factsOf({ demand, monthlyGrowth }),
    ...(words === undefined ? {} : { rhythm: words.rhythm }),
    explanation:
      words === undefined
        ? []
        : [
            ...words.explanation,
            ...turnTexts(cleaned.turn),
            ...elasticityTexts(drivers),
            ...eventTexts(planned.events),
            ...heldWideningTexts(input.heldWidening ?? []),
          ],
    widened: widening > 1 || input.heldWidening !== undefined,
    ...(input.heldWidening === undefined ? {} : { heldWidening: input.heldWidening }),
    ...(planned.events.length === 0 ? {} : { events: planned.events, ordinary: planned.ordinary }),
    ...(drivers.length === 0 ? {} : { drivers }),
  }
}
