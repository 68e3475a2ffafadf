import type { Collector } from '#lib/collect/index.ts'
import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import { withListedAccounts } from './estate.ts'
import type { Estate } from './job.ts'

export type EstatesOptions = {
  readonly configured: Estate
  readonly collector: Collector
  readonly clock: () => EpochMs
}

/**
 * The estate of a worker: the organization is listed when it is first asked for and daily after that, or an hour after
 * it could not be listed. One listing serves all who ask.
 */
export function openEstates({ configured, collector, clock }: EstatesOptions): {
  current: () => Promise<Estate>
} {
  let held: Promise<Estate> | undefined
  let untilMs = 0
  return {
    current: () => {
      if (held && clock() < untilMs) return held
      untilMs = Number.POSITIVE_INFINITY
      const listing = withListedAccounts(configured, collector)
      listing.then(
        ({ problems = [] }) => {
          untilMs = clock() + (problems.length === 0 ? dayMs : hourMs)
        },
        () => {
          untilMs = 0
        },
      )
      held = listing
      return listing
    },
  }
}
