import type { BreachCurve } from '#lib/model/forecast.ts'

/** Linear between the points, constant beyond them; an empty curve answers `NaN`. */
function interpolate(levels: readonly number[], values: readonly number[], level: number): number {
  const last = levels.length - 1
  if (level <= (levels[0] ?? Number.NaN)) return values[0] ?? Number.NaN
  if (level >= (levels[last] ?? Number.NaN)) return values[last] ?? Number.NaN
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((levels[middle] ?? 0) <= level) low = middle
    else high = middle
  }
  const from = levels[low] ?? 0
  const to = levels[high] ?? 0
  const share = to > from ? (level - from) / (to - from) : 1
  const before = values[low] ?? 0
  return before + ((values[high] ?? 0) - before) * share
}

/** Chance of a breach within the curve's horizon if the limit were `level`. */
export function chanceAt(curve: BreachCurve, level: number): number {
  return interpolate(curve.levels, curve.chance, level)
}

/** Expected minutes above `level` within the curve's horizon; none above the highest level that any path reaches. */
export function minutesAt(curve: BreachCurve, level: number): number {
  if (level > (curve.levels.at(-1) ?? Number.POSITIVE_INFINITY)) return 0
  return interpolate(curve.levels, curve.minutes, level)
}

/** The smallest level whose chance is at most `risk`; undefined when the whole curve is above it. */
export function levelFor(curve: BreachCurve, risk: number): number | undefined {
  const index = curve.chance.findIndex((chance) => chance <= risk)
  if (index < 0) return undefined
  const to = curve.levels[index] ?? 0
  if (index === 0) return to
  const from = curve.levels[index - 1] ?? 0
  const above = curve.chance[index - 1] ?? 1
  const below = curve.chance[index] ?? 0
  return from + ((to - from) * (above - risk)) / (above - below)
}

/** The curve of that horizon, else the next longer one, else the longest. */
export function curveFor(curves: readonly BreachCurve[], horizonDays: number): BreachCurve | undefined {
  const ascending = [...curves].sort((a, b) => a.horizonDays - b.horizonDays)
  return ascending.find((curve) => curve.horizonDays >= horizonDays) ?? ascending.at(-1)
}
