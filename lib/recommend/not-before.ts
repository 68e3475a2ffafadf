import { dayMs } from '#lib/model/time.ts'
import type { Binding } from './binding.ts'
import type { Choice } from './choose.ts'
import { leadDaysOf } from './decide-by.ts'
import { dueAgainMs, lastYearsPeaks } from './past-peak.ts'
import type { Situation } from './situation.ts'
import { dayText } from './wording.ts'

/**
 * Tier 1 is not changed while an event of last year is due again within the time that the change takes, unless it is
 * the present size that does not hold: `Not before 28 Nov: the peak of 28 Nov 2025 is due again on 27 Nov`.
 */
export function notBeforeText(situation: Situation, binding: Binding, choice: Choice): string | undefined {
  const { nowMs, policy, resource } = situation.input
  if (choice.recommended === undefined || choice.needed || resource.serviceTier !== 'tier-1') return undefined
  const leadDays = leadDaysOf(policy, binding.dimension ?? 'cpu')
  for (const event of lastYearsPeaks(situation)) {
    const dueMs = dueAgainMs(situation, event)
    if (dueMs === undefined || dueMs > nowMs + leadDays * dayMs) continue
    return `Not before ${dayText(dueMs + dayMs, nowMs)}: the peak of ${dayText(event.atMs, nowMs)} is due again on ${dayText(dueMs, nowMs)}`
  }
  return undefined
}
