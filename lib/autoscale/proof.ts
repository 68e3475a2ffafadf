import type { ScalingPolicy } from '../model/scaling.ts'
import { replay, type Trace } from './replay.ts'
import type { ScheduledMoment } from './schedule.ts'

export type ProofInput = {
  readonly policy: ScalingPolicy
  readonly loads: readonly Float32Array[]
  readonly weekMinute: number
  /** Members in service as recorded, a value a minute; `NaN` = not recorded. */
  readonly recorded: Float32Array
  readonly moments?: readonly ScheduledMoment[]
}

/** How well a replay of the policy in force gives what really happened. */
export type Proof = {
  readonly holds: boolean
  /** Replayed member-hours over recorded ones. */
  readonly memberHoursRatio: number
  /** The largest distance of a day's most members, in members, and on what peak. */
  readonly worstPeakMembers: number
  readonly days: number
  readonly text: string
}

const minutesOfDay = 1440
const hoursTolerance = 0.03
const peakTolerance = 0.05

/**
 * Replays the policy in force over the recorded load. It holds when the member-hours are within 3 % of the recorded
 * ones and every day's most members within one member or 5 %; else no other policy may be judged by this replay.
 */
export function proveReplay({ policy, loads, weekMinute, recorded, moments = [] }: ProofInput): Proof {
  const trace = new Uint32Array(recorded.length)
  const startMembers = recorded.find((value) => !Number.isNaN(value))
  replay({ policy, loads, limit: 1, weekMinute, startMembers, moments, trace })
  let replayed = 0
  let real = 0
  for (let t = 0; t < recorded.length; t++) {
    const members = recorded[t] as number
    if (Number.isNaN(members)) continue
    real += members
    replayed += trace[t] as number
  }
  const peaks = dailyPeaks(trace, recorded)
  const off = peaks.filter(([a, b]) => Math.abs(a - b) > Math.max(1, peakTolerance * b))
  const worstPeakMembers = Math.max(0, ...peaks.map(([a, b]) => Math.abs(a - b)))
  const memberHoursRatio = replayed / real
  const near = Math.abs(memberHoursRatio - 1) <= hoursTolerance
  const percent = `${(100 * (memberHoursRatio - 1)).toFixed(1)} %`
  const text = `Replayed member-hours differ by ${percent} from the recorded ones; the daily peak by more than one member or 5 % on ${off.length} of ${peaks.length} days.`
  return { holds: near && off.length === 0, memberHoursRatio, worstPeakMembers, days: peaks.length, text }
}

/** Most members of each whole day, replayed and recorded; minutes that were not recorded count for neither. */
function dailyPeaks(trace: Trace, recorded: Float32Array): (readonly [number, number])[] {
  const peaks: (readonly [number, number])[] = []
  for (let from = 0; from + minutesOfDay <= recorded.length; from += minutesOfDay) {
    let [replayed, real] = [0, 0]
    for (let t = from; t < from + minutesOfDay; t++) {
      const members = recorded[t] as number
      if (Number.isNaN(members)) continue
      real = Math.max(real, members)
      replayed = Math.max(replayed, trace[t] as number)
    }
    if (real > 0) peaks.push([replayed, real])
  }
  return peaks
}
