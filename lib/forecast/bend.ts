import { type Line, theilSen } from '../stats/regression.ts'
import { median, medianAbsoluteDeviation } from '../stats/robust.ts'

/** Days after a bend that are tried, the most first. */
const spans = [112, 84, 56, 42]
/** The two lines must part by so many robust standard deviations of the values about them ... */
const noiseLimit = 4
/** ... and by this share of the level. */
const changeMin = 0.08

const linePlaces = (values: Float64Array, line: Line) =>
  values.map((value, i) => value - line.intercept - line.slope * i)

/** So many stretches before a bend tell how much the pace varies anyway. */
const stretchesMin = 3

/** Whether the pace after a bend is further from those of the stretches before it than these are from each other. */
function isUnusual(values: Float64Array, span: number, pace: number): boolean {
  const paces: number[] = []
  for (let to = values.length - span; to >= span; to -= span) {
    paces.push(theilSen(values.subarray(to - span, to), 40)?.slope ?? pace)
  }
  if (paces.length < stretchesMin) return true
  const [low, high] = [Math.min(...paces), Math.max(...paces)]
  return Math.max(low - pace, pace - high) > high - low
}

/** How far the line of the last `span` values parts from that of as many before, in units of what would be a bend. */
function partingOf(values: Float64Array, span: number, grows: boolean): number {
  const n = values.length
  const before = values.subarray(n - 2 * span, n - span)
  const after = values.subarray(n - span)
  const first = theilSen(before, 40)
  const second = theilSen(after, 40)
  if (first === undefined || second === undefined) return 0
  const noise = Math.max(
    medianAbsoluteDeviation(linePlaces(before, first)),
    medianAbsoluteDeviation(linePlaces(after, second)),
  )
  const parted = Math.abs(second.slope - first.slope) * span
  const needed = Math.max(noiseLimit * noise, changeMin * Math.abs(median(after)))
  if (grows && !isUnusual(values, span, second.slope)) return 0
  return needed > 0 ? parted / needed : 0
}

/**
 * Index from which a daily series (seasons removed, steps adjusted) goes on as it does today: after the clearest
 * bend of its growth within the last sixteen weeks; 0 if it has none. What stopped growing must not be forecast
 * from the time when it grew. What only ever grows (`grows`) does so in bursts: its pace has to be an unusual one.
 */
export function lastBend(values: Float64Array, grows = false): number {
  let from = 0
  let clearest = 1
  for (const span of spans) {
    if (2 * span > values.length) continue
    const parting = partingOf(values, span, grows)
    if (parting > clearest) {
      clearest = parting
      from = values.length - span
    }
  }
  return from
}
