import { dayMs } from '../model/time.ts'
import { median, medianAbsoluteDeviation } from '../stats/robust.ts'
import { type LevelShift, loneSpikes, type Spike } from './change-points.ts'
import { noiseOf, seasonalShape } from './shape.ts'
import { dayText, percentText } from './wording.ts'

export type ExplainInput = {
  /** Daily peaks as the models saw them, from `startMs`. */
  readonly daily: Float64Array
  readonly hourly: Float64Array
  readonly startMs: number
  readonly shifts: readonly LevelShift[]
  /** Day from which on the growth is as today, where it was another before. */
  readonly bendAt?: number
  readonly spikes: readonly Spike[]
  readonly monthlyGrowth: number
}

const percent = (share: number) => percentText(Math.abs(share))
const weekdays = ['Thursday', 'Friday', 'Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday']
/** Below this share of the level a month the growth is not worth a word. */
const growthMin = 0.005
const spikesNamed = 3
const shiftsNamed = 3
const recurringMin = 3
/** Ages at which a lone peak is last year's event. */
const eventDays = { from: 200, to: 455 }

function growthSentence(growth: number): string {
  if (Math.abs(growth) < growthMin) return 'The daily peak is expected to stay level.'
  return `The daily peak is expected to ${growth > 0 ? 'grow' : 'fall'} by ${percent(growth)} a month.`
}

/** Range and highest place of a season that stands out of the noise, else range 0. */
function clearRange(values: Float64Array, season: number): { range: number; top: number } {
  const shape = seasonalShape(values, season)
  const rest = noiseOf(values, season)
  const range = Math.max(...shape) - Math.min(...shape)
  return { range: range > medianAbsoluteDeviation(rest) ? range : 0, top: shape.indexOf(Math.max(...shape)) }
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

export type RhythmInput = Pick<ExplainInput, 'daily' | 'hourly'>

/** How clear the rhythms are, as shares of the mean; 0 where they do not stand out of the noise. */
export function rhythmOf({ daily, hourly }: RhythmInput): { daily: number; weekly: number } {
  const share = (range: number, level: number) => (level > 0 ? range / level : 0)
  return {
    daily: share(clearRange(hourly, 24).range, mean(hourly)),
    weekly: share(clearRange(daily, 7).range, mean(daily)),
  }
}

function seasonSentences({ daily, hourly, startMs }: ExplainInput): string[] {
  const sentences: string[] = []
  const day = clearRange(hourly, 24)
  if (day.range > 0.1 * mean(hourly)) {
    sentences.push(
      `It has a daily rhythm: ${percent(day.range / mean(hourly))} of the mean between low and high hours.`,
    )
  }
  const week = clearRange(daily, 7)
  if (week.range > 0.05 * mean(daily)) {
    const name = weekdays[(Math.floor(startMs / dayMs) + week.top) % 7]
    sentences.push(
      `It has a weekly rhythm, highest on ${name}s: ${percent(week.range / mean(daily))} of the peak.`,
    )
  }
  return sentences
}

function bendSentences({ bendAt, startMs }: ExplainInput): string[] {
  if (bendAt === undefined) return []
  return [`Its growth changed about ${dayText(startMs + bendAt * dayMs)}; only what came after counts.`]
}

function shiftSentence({ at, before, after }: LevelShift, startMs: number): string {
  const change = before > 0 ? `by ${percent(after / before - 1)}` : 'from nothing'
  const direction = after > before ? 'rose' : 'fell'
  return `The level ${direction} ${change} on ${dayText(startMs + at * dayMs)}; what was before is rescaled.`
}

function eventSentences({ spikes, daily, startMs }: ExplainInput): string[] {
  return loneSpikes(spikes)
    .filter(({ at }) => daily.length - at >= eventDays.from && daily.length - at <= eventDays.to)
    .sort((a, b) => b.factor - a.factor)
    .slice(0, spikesNamed)
    .sort((a, b) => a.at - b.at)
    .map(
      ({ at, factor }) =>
        `On ${dayText(startMs + at * dayMs)} the daily peak was ${factor.toFixed(1)} times its neighbours; the forecast does not repeat it.`,
    )
}

function recurringSentences({ spikes }: ExplainInput): string[] {
  const lone = loneSpikes(spikes)
  const recurring = spikes.filter((spike) => !lone.includes(spike))
  if (recurring.length < recurringMin) return []
  const factor = median(recurring.map((spike) => spike.factor)).toFixed(1)
  return [
    `Single days at about ${factor} times their neighbours come back: ${recurring.length} in the history.`,
  ]
}

/** Growth, seasons, level changes, last year's events: in sentences. Models and scores stand beside them as data. */
export function explain(input: ExplainInput): string[] {
  const { shifts, startMs, monthlyGrowth } = input
  return [
    growthSentence(monthlyGrowth),
    ...seasonSentences(input),
    ...bendSentences(input),
    ...shifts.slice(-shiftsNamed).map((shift) => shiftSentence(shift, startMs)),
    ...eventSentences(input),
    ...recurringSentences(input),
  ]
}
