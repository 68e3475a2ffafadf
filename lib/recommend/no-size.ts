import type { Dimension } from '#lib/model/capacity.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import { connectionsCeiling } from '#lib/resources/rds-limits.ts'
import type { Choice } from './choose.ts'
import type { Judged } from './judged.ts'
import type { Situation } from './situation.ts'
import { amountText } from './wording.ts'

function safestOf(others: readonly Judged[]): Judged | undefined {
  return others.reduce<Judged | undefined>(
    (found, one) => (found === undefined || one.risk.chance < found.risk.chance ? one : found),
    undefined,
  )
}

/** What helps where no size does: limits that are settings and not sizes. */
function remedyOf(situation: Situation, dimension: Dimension | undefined): string {
  const { engine, iops } = situation.input.resource.facts
  if (dimension === 'connections' && connectionsCeiling(String(engine)) !== undefined)
    return ` The default parameter group stops at ${amountText(connectionsCeiling(String(engine)) ?? 0, 'connections')} in every class: set max_connections, or pool.`
  if (dimension === 'iops' && typeof iops === 'number')
    return ` The volume's ${amountText(iops, 'iops')} hold in every class: provision more.`
  return ''
}

/** The present size does not hold and neither does any other: which comes nearest, and what else helps. */
export function noSizeItem(situation: Situation, { others }: Choice): EvidenceItem {
  const safest = safestOf(others)
  if (safest?.refused === undefined)
    return { title: 'No size holds', text: 'No other size is offered here for this resource.' }
  const name = `${safest.candidate.label} comes nearest: ${safest.refused.text()}`
  const text = `None of ${others.length} sizes within reach of one change is within policy. ${name}${remedyOf(situation, safest.refused.dimension)}`
  return { title: 'No size holds', text }
}
