import { dayMs } from '#lib/model/time.ts'
import type { Place } from '../world.ts'
import type { HeldThings } from '../world-things.ts'
import { commitment } from './cost-lines.ts'
import { type Frame, msAt } from './frame.ts'

const yearMs = 365 * dayMs

/** Dollars an hour of the plan that ended, and of the one that was bought to follow it. */
const endedHourlyUsd = 38.4
const nextHourlyUsd = 31.5
const nextFromDays = 12

/**
 * Commitments of an account: the plan behind the story `commitment-expiry`, and its successor that starts only twelve
 * days from the anchor. Nothing is reserved.
 */
export function commitmentsOf(frame: Frame, place: Place): HeldThings {
  if (place.accountId !== commitment.accountId) return {}
  const ended = msAt(frame, commitment.days)
  const next = msAt(frame, nextFromDays)
  const plan = { paymentOption: 'No Upfront', savingsPlanType: 'Compute' } as const
  return {
    'savings-plan': [
      { ...plan, id: 'a1c3f0de-ended', startMs: ended - yearMs, endMs: ended, hourlyUsd: endedHourlyUsd },
      { ...plan, id: 'b7e29a41-queued', startMs: next, endMs: next + 3 * yearMs, hourlyUsd: nextHourlyUsd },
    ],
  }
}
