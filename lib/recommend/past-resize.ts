import type { CapacityChange } from '#lib/model/capacity.ts'
import { meanObserved } from '#lib/stats/robust.ts'
import { dayIndex, daysOf, historyOf } from './history.ts'
import type { Situation } from './situation.ts'
import { amountText, dayText } from './wording.ts'

/** Days before and after a resize that are compared. */
const days = 14

/** The last change of shape whose former size is known. */
function lastResize(
  changes: readonly CapacityChange[],
): readonly [CapacityChange, CapacityChange] | undefined {
  for (let i = changes.length - 1; i > 0; i--) {
    const [from, to] = [changes[i - 1], changes[i]]
    if (from === undefined || to === undefined || from.source === 'assumed') continue
    if (from.shape !== to.shape) return [from, to]
  }
  return undefined
}

/** What a resize did to the utilization, and that demand is counted across it. */
export function resizeText(situation: Situation): string | undefined {
  const history = historyOf(situation, 'cpu')
  const found = lastResize(situation.input.changes)
  if (history === undefined || found === undefined) return undefined
  const [from, to] = found
  const at = dayIndex(history, to.fromMs)
  const [before, after] = [daysOf(history.mean, at - days, at), daysOf(history.mean, at + 1, at + 1 + days)]
  const [then, now] = [meanObserved(before), meanObserved(after)]
  const share = (demand: number, { capacity }: CapacityChange) =>
    `${Math.round((100 * demand) / (capacity.cpu ?? Number.NaN))}%`
  if (before.length < days || after.length < days || !(then > 0) || !(now > 0)) return undefined
  const moved = Math.round(100 * (now / then - 1))
  const demand =
    Math.abs(moved) <= 10
      ? `demand went on as before, ${amountText(then, 'cpu')} then and ${amountText(now, 'cpu')} after it`
      : `demand ${moved > 0 ? 'rose' : 'fell'} by ${Math.abs(moved)}%`
  return `Resized from ${from.shape} to ${to.shape} on ${dayText(to.fromMs, situation.input.nowMs)}: CPU went from ${share(then, from)} to ${share(now, to)} of capacity, and ${demand}.`
}
