import type { Cash } from '#lib/model/cash.ts'
import { dayWithYear, usdDelta } from '../format.ts'

/** What commitments leave of a saving, and until when; undefined where nothing holds it back. */
export function cashText({ nowMonthlyUsd, afterMonthlyUsd, untilMs }: Cash): string | undefined {
  if (untilMs === undefined) return undefined
  const until = `until a commitment ends on ${dayWithYear(untilMs)}`
  if (nowMonthlyUsd === null)
    return `How much of it is cash ${until} is not known: the coverage of commitments was not read.`
  return `${usdDelta(nowMonthlyUsd)}/mo in cash ${until}, ${usdDelta(afterMonthlyUsd)}/mo after.`
}
