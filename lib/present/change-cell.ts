import type { RecommendationSummary } from '#lib/model/fleet.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { day, noChange, sizeLabel } from './format.ts'

/**
 * What a list says is to be done: the size, the setting that helps where no size does, or that it stays. An action
 * that no label of a size shows is said in words.
 */
export function changeTo({ recommended, remedy, finding }: RecommendationSummary): string {
  if (recommended) return sizeLabel(recommended.label)
  if (remedy !== undefined) return remedy
  if (finding === 'runs-out') return 'No size fits'
  return finding === 'idle' ? 'Still needed?' : 'Keep'
}

/**
 * The day to decide by. Overdue is only what an earlier run already asked for: a date that is past when it is first
 * said means "now".
 */
export function decideBy(
  { decideByMs, previous }: RecommendationSummary,
  nowMs: EpochMs,
): { readonly text: string; readonly late: boolean } {
  if (decideByMs === undefined) return { text: noChange, late: false }
  const asked = previous?.decideByMs
  const isDue = decideByMs < nowMs + dayMs
  const dueMs = isDue && asked !== undefined ? Math.min(asked, decideByMs) : decideByMs
  if (dueMs < nowMs - dayMs) return { text: day(dueMs, nowMs), late: true }
  return { text: isDue ? 'now' : day(dueMs, nowMs), late: false }
}
