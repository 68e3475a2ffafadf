import type { CapacityChange } from '../model/capacity.ts'
import type { Abstention, AbstentionReason, DemandEvidence } from '../model/forecast.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { dayText, momentText } from './wording.ts'

const daysNeeded = 7
/** Days with a known daily peak without which there is nothing to fit. */
const peaksNeeded = 5
const silenceMs = 2 * dayMs

export type AbstentionInput = {
  readonly evidence: DemandEvidence
  readonly changes: readonly CapacityChange[]
  /** Days of which the daily peak is known. */
  readonly peakDays: number
  /** Whether any sample of its metrics was collected, usable or not. */
  readonly sampled: boolean
  /** Capacity now, `NaN` if not known. */
  readonly capacity: number
  readonly coverageFloor: number
  readonly lookbackDays: number
  readonly nowMs: EpochMs
}

export type Refusal = Pick<Abstention, 'reason' | 'text'>

const refuse = (reason: AbstentionReason, text: string): Refusal => ({ reason, text })
const percent = (share: number) => `${Math.floor(share * 100)}%`

/** Why no forecast is given, the most telling reason first; undefined if there is none. */
export function refusalOf(input: AbstentionInput): Refusal | undefined {
  const { evidence, changes, capacity, coverageFloor, lookbackDays, nowMs } = input
  const current = changes[changes.length - 1]
  if (current !== undefined && current.count === 0) {
    return refuse(
      'stopped',
      `Stopped since ${dayText(current.fromMs)}: nothing is running that could be sized.`,
    )
  }
  if (input.sampled && !(capacity > 0)) {
    return refuse('no-capacity', 'There are samples, but the capacity of this dimension is not known.')
  }
  if (evidence.observedDays === 0)
    return refuse('no-samples', 'No samples of this dimension have been collected.')
  if (nowMs - evidence.lastMs > silenceMs) {
    return refuse(
      'metrics-stopped',
      `The newest sample is of ${momentText(evidence.lastMs)}, more than 48 hours ago.`,
    )
  }
  if (evidence.observedDays < daysNeeded) {
    return refuse('short-history', `Only ${evidence.observedDays} of ${daysNeeded} days of samples so far.`)
  }
  if (input.peakDays < peaksNeeded) {
    return refuse(
      'short-history',
      `Only ${input.peakDays} of ${peaksNeeded} days needed have 18 observed hours or more.`,
    )
  }
  if (evidence.coverage < coverageFloor) {
    const share = `${percent(evidence.coverage)} of the samples of the last ${lookbackDays} days`
    return refuse(
      'low-coverage',
      `Only ${share} were observed; at least ${percent(coverageFloor)} are needed.`,
    )
  }
  return undefined
}
