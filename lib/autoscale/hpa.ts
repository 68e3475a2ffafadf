import type { ReplayResult } from './replay.ts'

/** A Horizontal Pod Autoscaler on a metric of utilization. */
export type Hpa = {
  readonly min: number
  readonly max: number
  /** Share of one pod's request. */
  readonly target: number
  /** Minutes until a new pod carries load. */
  readonly warmupMinutes: number
  /** Ratio of metric and target around 1 within which nothing moves: 0.1 where absent. */
  readonly tolerance?: number
  /** Minutes whose highest proposal holds when it shrinks: 5 where absent. */
  readonly stabilisationMinutes?: number
}

export type HpaInput = {
  readonly scaler: Hpa
  /** A value a minute, in pods at 100 %; `NaN` = no data. */
  readonly load: Float32Array
  readonly limit: number
  readonly startMembers?: number
  readonly trace?: Uint16Array
}

/** The loop runs every 15 s; each adds at most four pods or doubles, whichever is more. */
const stepsPerMinute = 4
const podsPerStep = 4

/**
 * Replays a Horizontal Pod Autoscaler as Kubernetes documents it: ceil(pods x metric / target) outside of the
 * tolerance, growth at once within its steps, shrinking to the most that was proposed in the stabilisation window,
 * nothing without data. Deterministic.
 */
export function replayHpa({ scaler, load, limit, startMembers, trace }: HpaInput): ReplayResult {
  const { min, max, target, tolerance = 0.1, stabilisationMinutes = 5, warmupMinutes } = scaler
  const clamp = (pods: number) => Math.min(max, Math.max(min, pods))
  let pods = clamp(startMembers ?? Math.ceil((load[0] || 0) / target))
  const ready = new Float64Array(load.length + warmupMinutes + 2)
  let inService = pods
  const proposals = new Float64Array(stabilisationMinutes).fill(pods)
  const result = { memberMinutes: 0, minutesAbove: 0, launched: 0, mostMembers: pods, minutesAtMaximum: 0 }
  for (let t = 0; t < load.length; t++) {
    inService = Math.min(pods, inService + (ready[t] as number))
    const value = load[t] as number
    result.memberMinutes += pods
    if (value > limit * inService) result.minutesAbove++
    if (trace) trace[t] = pods
    if (Number.isNaN(value)) continue
    const ratio = value / (inService * target)
    const asked = Math.abs(ratio - 1) <= tolerance ? pods : Math.ceil(value / target - 1e-9)
    proposals[t % stabilisationMinutes] = asked
    const wanted = asked >= pods ? asked : Math.min(pods, Math.max(...proposals))
    if (wanted > max) result.minutesAtMaximum++
    const next = wanted > pods ? Math.min(clamp(wanted), grown(pods)) : clamp(wanted)
    if (next > pods) {
      ready[t + 1 + warmupMinutes] = (ready[t + 1 + warmupMinutes] as number) + next - pods
      result.launched += next - pods
    } else inService = Math.min(inService, next)
    pods = next
    result.mostMembers = Math.max(result.mostMembers, pods)
  }
  return result
}

/** The most pods that a minute's steps reach. */
function grown(pods: number): number {
  let most = pods
  for (let step = 0; step < stepsPerMinute; step++) most = Math.max(most + podsPerStep, most * 2)
  return most
}
