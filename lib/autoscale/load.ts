import { seededRandom } from '../stats/random.ts'

export type LoadInput = {
  /** Utilization of the members as a share of one, five minutes each; `NaN` = gap. */
  readonly coarseShare: ArrayLike<number>
  readonly coarseMembers: ArrayLike<number>
  /** The same by the minute, of the same range, where it is there. */
  readonly fineShare?: ArrayLike<number> | undefined
  readonly seed: string
}

export type Load = {
  /** Members at 100 %, a value a minute; `NaN` = gap. */
  readonly load: Float32Array
  /** Members as recorded, a value a minute. */
  readonly recorded: Float32Array
  /** Share of the observed minutes that were measured by the minute. */
  readonly minuteShare: number
}

const period = 5

/**
 * Load in members at 100 % = members x utilization of a member, minute by minute. Minutes that only five-minute
 * samples tell are spread around their average with the deviation that the minutes measured have within theirs;
 * every average is kept. Deterministic by its seed.
 */
export function loadOf({ coarseShare, coarseMembers, fineShare, seed }: LoadInput): Load {
  const length = coarseShare.length * period
  const load = new Float32Array(length).fill(Number.NaN)
  const recorded = new Float32Array(length).fill(Number.NaN)
  const deviation = burstiness(fineShare)
  const random = seededRandom(seed)
  let [measured, observed] = [0, 0]
  for (let i = 0; i < coarseShare.length; i++) {
    const members = Math.round(coarseMembers[i] as number)
    const share = coarseShare[i] as number
    const factors = spread(deviation, random)
    for (let k = 0; k < period; k++) {
      const t = i * period + k
      recorded[t] = members
      const fine = fineShare?.[t] ?? Number.NaN
      const value = Number.isNaN(fine) ? share * (factors[k] as number) : fine
      load[t] = members * value
      if (Number.isNaN(value)) continue
      observed++
      if (!Number.isNaN(fine)) measured++
    }
  }
  return { load, recorded, minuteShare: observed === 0 ? 0 : measured / observed }
}

/** Factors with an average of 1. */
function spread(deviation: number, random: { normal(): number }): readonly number[] {
  if (deviation === 0) return Array.from({ length: period }, () => 1)
  const raw = Array.from({ length: period }, () => Math.max(0, 1 + deviation * random.normal()))
  const mean = raw.reduce((sum, value) => sum + value, 0) / period
  return raw.map((value) => (mean > 0 ? value / mean : 1))
}

/** Median over whole five-minute periods of the deviation of their minutes over their average; 0 where none is there. */
function burstiness(fine: ArrayLike<number> = []): number {
  const found: number[] = []
  for (let from = 0; from + period <= fine.length; from += period) {
    let [sum, squares] = [0, 0]
    for (let k = 0; k < period; k++) {
      const value = fine[from + k] as number
      sum += value
      squares += value * value
    }
    const mean = sum / period
    if (!(mean > 0)) continue
    found.push(Math.sqrt(Math.max(0, (squares - sum * mean) / (period - 1))) / mean)
  }
  found.sort((a, b) => a - b)
  return found[Math.floor(found.length / 2)] ?? 0
}
