import { seededRandom } from '#lib/stats/random.ts'

/**
 * Unevenness of growth, as standard deviations of the logarithm of a day's pace: from day to day (with the share that
 * is kept to the next day) and over months; one thing has between half and one and a half times as much. Set so that
 * over 83 days the medians are near those of what 69 production machines read and wrote a day in the trace Rnd of
 * Bitbrains (Shen, van Beek and Iosup 2015, GWA-T-12): coefficient of variation of a day 1.03 (here 1.0), correlation
 * of successive days 0.34 (0.34), coefficient of variation of 28 days 0.47 (0.34).
 */
const fast = { deviation: 0.8, kept: 0.35 }
/** How long a pace lasts is not told by 83 days: half forgotten after one month. */
const slow = { deviation: 0.6, kept: 0.5 ** (1 / 30) }
const [pastDays, futureDays] = [470, 1600]

/** Days of even growth that have passed at the start of every day, in whole days from `-pastDays`. */
function passedDays(seed: number): Float64Array {
  const random = seededRandom(`uneven-days/${seed}`)
  const passed = new Float64Array(pastDays + futureDays + 1)
  const times = 0.5 + random.uniform()
  let [quick, steady] = [random.normal(), random.normal()]
  const mean = (times ** 2 * (fast.deviation ** 2 + slow.deviation ** 2)) / 2
  for (let day = 0; day < pastDays + futureDays; day++) {
    const pace = Math.exp(times * (fast.deviation * quick + slow.deviation * steady) - mean)
    passed[day + 1] = (passed[day] as number) + pace
    quick = next(quick, fast.kept, random.normal())
    steady = next(steady, slow.kept, random.normal())
  }
  const atAnchor = passed[pastDays] as number
  return passed.map((days) => days - atAnchor)
}

const next = (value: number, kept: number, fresh: number) => kept * value + Math.sqrt(1 - kept ** 2) * fresh

/**
 * A clock for what fills up: data comes in bursts, so that as much is added in `days` as evenly in the days returned.
 * Both are counted from the anchor, where both are 0; never backwards; 1 a day on average, and exactly far away.
 */
export function unevenDays(seed: number): (days: number) => number {
  let passed: Float64Array | undefined
  return (days) => {
    passed ??= passedDays(seed)
    const place = days + pastDays
    const last = passed.length - 1
    if (place <= 0) return (passed[0] as number) + place
    if (place >= last) return (passed[last] as number) + place - last
    const day = Math.floor(place)
    const from = passed[day] as number
    return from + (place - day) * ((passed[day + 1] as number) - from)
  }
}
