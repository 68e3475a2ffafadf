import type { FaultOptions } from '#lib/simulate/faults.ts'

/** So many calls meet a fault of some kind, in equal parts of every kind; `queries` = how many a call has. */
export function faultShares(share: number, queries: number): FaultOptions {
  const each = share / 8
  // Of the results of a call one is enough to make it asked again.
  const perResult = each / queries
  return {
    serverErrorShare: each,
    resetShare: each,
    truncatedShare: each,
    tokenLoopShare: each,
    repeatedPageShare: each,
    internalErrorShare: perResult,
    partialDataShare: perResult,
    missingShare: perResult,
    expiredTokenShare: share,
    shuffledShare: share,
  }
}
