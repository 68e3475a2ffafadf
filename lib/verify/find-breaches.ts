import { type EpochMs, hourMs } from '#lib/model/time.ts'

const windowHours = 7 * 24
/** Of the samples of any 7 days that may be above a soft limit. */
const shareAccepted = 0.01
/** Stored samples are rounded to float32: as much above a level is at it. */
const rounding = 1e-6

/** From `fromMs` to `toMs` demand may reach `level`. */
export type LevelStep = {
  readonly fromMs: EpochMs
  readonly toMs: EpochMs
  readonly level: number
  readonly label: string
}

export type BreachSearch = {
  readonly demand: {
    readonly startMs: EpochMs
    readonly mean: Float64Array
    readonly peak: Float64Array
    readonly hard: boolean
  }
  /** In time order, without overlap. */
  readonly steps: readonly LevelStep[]
}

export type Breach = {
  readonly atMs: EpochMs
  readonly label: string
  readonly hours: number
  readonly demand: number
  readonly level: number
}

type Hour = {
  readonly ms: EpochMs
  readonly value: number
  readonly above: boolean
  readonly step: LevelStep
}

function hoursOf({ demand, steps }: BreachSearch): Hour[] {
  const { startMs, hard } = demand
  const values = hard ? demand.peak : demand.mean
  return steps.flatMap((step) => {
    const from = Math.max(0, Math.ceil((step.fromMs - startMs) / hourMs))
    const to = Math.min(values.length, Math.floor((step.toMs - startMs) / hourMs))
    const hours: Hour[] = []
    for (let i = from; i < to; i++) {
      const value = values[i] as number
      if (Number.isNaN(value)) continue
      const above = hard ? value >= step.level * (1 - rounding) : value > step.level * (1 + rounding)
      hours.push({ ms: startMs + i * hourMs, value, above, step })
    }
    return hours
  })
}

/** First and last place of the hours of each stretch that breaks the definition. */
function brokenStretches(hours: readonly Hour[], hard: boolean): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  let first = 0
  let above = 0
  hours.forEach((hour, i) => {
    if (hour.above) above++
    while ((hours[first] as Hour).ms <= hour.ms - windowHours * hourMs) {
      if ((hours[first] as Hour).above) above--
      first++
    }
    const broken = hard
      ? hour.above
      : above > shareAccepted * (i - first + 1) && i - first + 1 > windowHours / 2
    if (!broken) return
    const last = found.at(-1)
    const from = hard ? i : first
    if (last !== undefined && (hours[from] as Hour).ms - (hours[last.to] as Hour).ms <= windowHours * hourMs)
      last.to = i
    else found.push({ from, to: i })
  })
  return found
}

/**
 * Stretches in which demand breaks the definition: hard, one sample at the level; soft, more than 1 % of the samples of
 * any 7 days (of which half must be observed) above it. Stretches less than 7 days apart are one. `atMs` is the first
 * hour above.
 */
export function findBreaches(search: BreachSearch): Breach[] {
  const hours = hoursOf(search)
  return brokenStretches(hours, search.demand.hard).flatMap(({ from, to }) => {
    const above = hours.slice(from, to + 1).filter((hour) => hour.above)
    const [first] = above
    if (first === undefined) return []
    const worst = above.reduce((a, b) => (b.value / b.step.level > a.value / a.step.level ? b : a))
    return [
      {
        atMs: first.ms,
        label: first.step.label,
        hours: above.length,
        demand: worst.value,
        level: worst.step.level,
      },
    ]
  })
}
