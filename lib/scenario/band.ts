import { medianIndex, type QuantileBand, quantileLevels } from '../model/forecast.ts'

/** The value of a step at any level, between the published levels in a line; outside of them the nearest. */
export function valueAt({ values }: QuantileBand, step: number, level: number): number {
  const at = step * quantileLevels.length
  const above = quantileLevels.findIndex((one) => one >= level)
  if (above < 0) return values[at + quantileLevels.length - 1] ?? Number.NaN
  if (above === 0) return values[at] ?? Number.NaN
  const [low = 0, high = 1] = [quantileLevels[above - 1], quantileLevels[above]]
  const share = (level - low) / (high - low)
  const [from, to] = [values[at + above - 1] ?? Number.NaN, values[at + above] ?? Number.NaN]
  return from + share * (to - from)
}

/** The level at which a step has that value: the chance that it is at most so much. */
export function levelOf(band: QuantileBand, step: number, value: number): number {
  let [from, to] = [0.001, 0.999]
  if (valueAt(band, step, from) >= value) return from
  if (valueAt(band, step, to) <= value) return to
  for (let i = 0; i < 24; i++) {
    const level = (from + to) / 2
    if (valueAt(band, step, level) < value) from = level
    else to = level
  }
  return (from + to) / 2
}

export const steps = ({ values }: QuantileBand) => Math.floor(values.length / quantileLevels.length)

export const medianAt = ({ values }: QuantileBand, step: number) =>
  values[step * quantileLevels.length + medianIndex] ?? Number.NaN
