import type { BillFacts, CostState } from '#lib/model/bill.ts'
import {
  type CostGrouping,
  type CostNote,
  type CostSource,
  type CostTie,
  tieShareMax,
} from '#lib/model/cost.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'
import { coverBill } from './bill-coverage.ts'
import { dayWithYear, monthName, percent, usd, usdDelta } from './format.ts'

export const sourceWords: Readonly<Record<CostSource, string>> = {
  'cost-explorer': 'Cost Explorer',
  cur: 'Cost and Usage Report',
  focus: 'FOCUS export',
}

const groupingWords: Readonly<Record<CostGrouping, string>> = {
  service: 'services',
  'usage-type': 'usage types',
  team: 'teams',
  'record-type': 'kinds of charge',
}

const unexplainedShown = 10
/** Cost Explorer's price page, read 2026-11. */
const callUsd = 0.01

/** Cost on the data page: what is known from where, whether it ties, and what inventory explains of it. */
export type CostDataView = {
  readonly sources: readonly { readonly name: string; readonly reach: string }[]
  readonly months: readonly {
    readonly name: string
    readonly source: string
    /** Net unblended, as the source states it. */
    readonly total: string
    readonly totalUsd: number
    readonly differenceShare: number
    /** Largest difference of what the days add up to, and where. */
    readonly difference: string
    readonly ties: boolean
  }[]
  readonly coverage?: {
    readonly window: string
    readonly share: string
    readonly explained: string
    readonly billed: string
    readonly unexplained: readonly {
      readonly usageType: string
      readonly service: string
      readonly account: string
      readonly amount: string
      readonly usd: number
    }[]
    readonly more?: string
  }
  readonly notes: readonly string[]
  readonly calls?: string
}

export type CostDataInput = {
  readonly state: CostState
  readonly bill?: BillFacts
  /** Names of accounts by id. */
  readonly accountNames: ReadonlyMap<string, string>
}

/** The view of cost for the data page. */
export function presentCostData({ state, bill, accountNames }: CostDataInput): CostDataView {
  const { ties, notes, sources, calls } = state
  return {
    sources: sources.map(({ source, fromDay, toDay, observedDay }) => ({
      name: sourceWords[source],
      reach: `${dayWithYear(dayStart(fromDay))} to ${dayWithYear(dayStart(toDay))}, read ${dayWithYear(dayStart(observedDay))}`,
    })),
    months: [...Map.groupBy(ties, ({ month, source }) => `${month} ${source}`).values()].flatMap(monthRow),
    ...(bill && { coverage: coverageView(bill, accountNames) }),
    notes: notes.map(noteText),
    ...(calls && {
      calls: `${calls.calls} paid calls on ${dayWithYear(dayStart(calls.day))} ($${(calls.calls * callUsd).toFixed(2)})`,
    }),
  }
}

function monthRow(ties: readonly CostTie[]): CostDataView['months'] {
  const worst = ties.reduce((a, b) => (differenceOf(b) > differenceOf(a) ? b : a))
  const { month, source, grouping, totalUsd } = worst
  const ratio = differenceOf(worst)
  const where = ratio > 0.00005 ? ` (${groupingWords[grouping]})` : ''
  return [
    {
      name: monthName(dayStart(month), true),
      source: sourceWords[source],
      total: usd(totalUsd),
      totalUsd,
      differenceShare: ratio,
      difference: `${(100 * ratio).toFixed(2)}%${where}`,
      ties: ratio <= tieShareMax,
    },
  ]
}

/** Difference as a share of the month; a month of nothing ties to nothing alone. */
function differenceOf({ totalUsd, storedUsd }: CostTie): number {
  if (totalUsd === storedUsd) return 0
  return totalUsd === 0 ? 1 : Math.abs((storedUsd - totalUsd) / totalUsd)
}

function coverageView(
  bill: BillFacts,
  accountNames: ReadonlyMap<string, string>,
): NonNullable<CostDataView['coverage']> {
  const { usd: billed, explainedUsd, share, unexplained } = coverBill(bill)
  const shown = unexplained.slice(0, unexplainedShown)
  const rest = unexplained.slice(unexplainedShown).reduce((sum, one) => sum + one.usd, 0)
  return {
    window: `${dayWithYear(bill.fromMs)} to ${dayWithYear(bill.toMs - dayMs)}`,
    share: share === undefined ? 'nothing billed' : percent(share),
    explained: usd(explainedUsd),
    billed: usd(billed),
    unexplained: shown.map(({ usageType, service, accountId, usd: amount }) => ({
      usageType: usageType || 'not itemised',
      service,
      account: accountNames.get(accountId) ?? accountId,
      amount: usd(amount),
      usd: amount,
    })),
    ...(rest >= 0.5 && { more: `${usd(rest)} in ${unexplained.length - shown.length} more` }),
  }
}

/** `Aug 2026 was restated on 24 Nov 2026: charges by team moved $775 (untagged -$388, data +$388).` */
export function noteText(note: CostNote): string {
  const { month, observedDay, grouping, beforeUsd, afterUsd, movedUsd, changes } = note
  const name = monthName(dayStart(month), true)
  const parts = changes
    .slice(0, 3)
    .map((one) => `${one.key || 'untagged'} ${usdDelta(one.afterUsd - one.beforeUsd)}`)
  const total =
    Math.abs(afterUsd - beforeUsd) < 0.005 ? 'the total stayed' : `total ${usdDelta(afterUsd - beforeUsd)}`
  return `${name} was restated on ${dayWithYear(dayStart(observedDay))} (${sourceWords[note.source]}): ${usd(movedUsd)} moved among ${groupingWords[grouping]}, ${total} (${parts.join(', ')}).`
}
