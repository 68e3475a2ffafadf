/** Level relative to the anchor, by days from it; 1 at the anchor unless the story says otherwise. */
export type Trend = (days: number) => number

/** Days before the anchor of the named steps, and how much was there before. */
export const tenantStep = { days: -40, hour: 9, before: 0.62 }
export const releaseStep = { days: -12, hour: 14, before: 1 / 1.22 }
export const sCurve = { centreDays: -75, widthDays: 14, from: 0.4 }
export const decayHalfLifeDays = 300

const named: Readonly<Record<string, Trend>> = {
  flat: () => 1,
  's-curve': (days) => {
    const logistic = (at: number) => 1 / (1 + Math.exp(-(at - sCurve.centreDays) / sCurve.widthDays))
    return (
      (sCurve.from + (1 - sCurve.from) * logistic(days)) / (sCurve.from + (1 - sCurve.from) * logistic(0))
    )
  },
  decay: (days) => 2 ** (-days / decayHalfLifeDays),
}

/**
 * `flat`, `s-curve`, `decay`, or the growth over a year as `+30%` and `-10%`: compound before the anchor, linear
 * at the same slope after it. Throws on anything else.
 */
export function trendOf(text: string): Trend {
  const found = named[text]
  if (found) return found
  const percent = /^([+-]\d+)%$/.exec(text)?.[1]
  if (percent === undefined) throw new Error(`unknown trend: ${text}, expected flat, s-curve, decay or +30%`)
  const slope = Math.log(1 + Number(percent) / 100) / 365
  return (days) => (days < 0 ? Math.exp(slope * days) : Math.max(0.05, 1 + slope * days))
}
