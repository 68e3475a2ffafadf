import type { CashPlan } from '#lib/model/cash.ts'
import { chanceAfter } from './chance-after.ts'
import { displayText } from './display-text.ts'
import { deltaOf, isDecided, isSaving, sum } from './fleet.ts'
import { day, minus, plural, size, sizeLabel, usd } from './format.ts'
import type { OverviewFacts } from './overview-facts.ts'

export type DigestAction = {
  readonly id: string
  readonly name: string
  readonly team: string
  readonly from: string
  readonly to: string
  readonly chance: string
  /** `−$2,654/mo`, what leaves the bill now; in words where commitments keep it from being known. */
  readonly cash: string
  readonly list: string
}

export type ActionsView = { readonly sub: string; readonly rows: readonly DigestAction[] }

const shown = 5

/** The savings that give the most cash back, the largest first; absent when there is none. */
export function presentActions(
  { rows, horizonMs, nowMs }: OverviewFacts,
  cash: CashPlan | undefined,
): ActionsView | undefined {
  const cashUsd = ({ resource }: (typeof rows)[number]) =>
    cash?.byResource.get(resource.id)?.nowMonthlyUsd ?? null
  const saving = rows
    .filter(isDecided)
    .filter(isSaving)
    .sort((a, b) => (cashUsd(a) ?? 0) - (cashUsd(b) ?? 0) || deltaOf(a) - deltaOf(b))
  if (saving.length === 0) return undefined
  const total = -sum(saving.map(deltaOf))
  return {
    sub:
      `The ${Math.min(shown, saving.length)} largest of ${plural(saving.length, 'saving')} worth ${usd(total)}/mo at list price. ` +
      `Chance is of a breach at the new size by ${day(horizonMs, nowMs)}. ${cash?.text ?? 'Commitments are not known: at list price.'}`,
    rows: saving.slice(0, shown).map((row) => {
      const { resource, recommendation } = row
      const { current, recommended } = recommendation
      const given = cashUsd(row)
      return {
        id: resource.id,
        name: displayText(resource.name),
        team: displayText(resource.team ?? ''),
        from: displayText(current ? sizeLabel(current.label) : size(resource.shape, resource.count)),
        to: displayText(recommended ? sizeLabel(recommended.label) : '–'),
        chance: recommended ? chanceAfter(recommended) : '–',
        cash: given === null ? 'cash not known' : `${saved(given)}/mo`,
        list: `${saved(deltaOf(row))}/mo`,
      }
    }),
  }
}

function saved(deltaUsd: number): string {
  return `${minus}${usd(Math.abs(deltaUsd))}`
}
