import type { Freeze } from '../model/calendar.ts'
import type { Policy } from '../model/policy.ts'
import type { ChainLink, Scenario, ScenarioRow, ShoppingItem } from '../model/scenario.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { sizeAt } from '../stats/size-spread.ts'
import type { PlannedLoad } from './chain.ts'

/** Days that AWS and networks take: quota increases five working days, a new range of addresses a month. */
const quotaLeadDays = 7
const addressLeadDays = 30
/** A limit of the account that breaks with less than this chance is left alone. */
const limitRisk = 0.05

export type ShoppingInput = {
  readonly scenario: Scenario
  readonly rows: readonly ScenarioRow[]
  readonly chain: readonly ChainLink[]
  readonly freezes: readonly Freeze[]
  readonly leadDays: Policy['leadDays']
  readonly nowMs: EpochMs
}

/** What to buy or to raise for a scenario, the soonest first and of one day the worst; nothing that the baseline asks for already. */
export function shoppingList(input: ShoppingInput): readonly ShoppingItem[] {
  const event = input.scenario.assumptions.find((one): one is PlannedLoad => one.kind === 'event')
  const worstFirst = [...input.rows].sort(
    (a, b) => b.hoursAbove - a.hoursAbove || b.hoursAboveHigh - a.hoursAboveHigh,
  )
  const sizes = worstFirst.flatMap((row) => sizeItem(input, row, event) ?? [])
  const limits = event ? input.chain.flatMap((link) => limitItem(input, link, event) ?? []) : []
  return [...limits, ...sizes].sort((a, b) => a.byMs - b.byMs)
}

function sizeItem(
  input: ShoppingInput,
  row: ScenarioRow,
  event: PlannedLoad | undefined,
): ShoppingItem | undefined {
  const { scenarioChange: change, baselineChange, unsolved } = row
  if (!change && !unsolved) return undefined
  if (change && baselineChange && change.label === baselineChange.label) return undefined
  const neededMs = event?.fromMs ?? input.nowMs + (row.scenario.lowDays ?? 0) * dayMs
  const group = change?.label.startsWith('maximum') === true
  const leadDays = group ? input.leadDays.group : input.leadDays.shape
  return {
    action: change
      ? group
        ? `Raise the ${change.label}`
        : `Move to ${change.label}`
      : 'Find a larger design: no size that was priced holds',
    name: row.resourceName,
    resourceId: row.resourceId,
    ...(row.team === undefined ? {} : { team: row.team }),
    ...byDate({ ...input, neededMs, leadDays }),
    deltaMonthlyUsd: change ? change.deltaMonthlyUsd : null,
    reason: `${row.hoursAbove} h above the limit at the median, ${row.hoursAboveHigh} h on the upper path`,
  }
}

function limitItem(input: ShoppingInput, link: ChainLink, event: PlannedLoad): ShoppingItem | undefined {
  if ((link.kind !== 'addresses' && link.kind !== 'quota') || link.chance < limitRisk) return undefined
  const leadDays = link.kind === 'quota' ? quotaLeadDays : addressLeadDays
  const most = sizeAt(event, 0.9)
  return {
    action:
      link.kind === 'quota'
        ? `Raise the quota for ${most.toFixed(1)} times the load`
        : `Add a subnet or a range for ${most.toFixed(1)} times the members`,
    name: link.name,
    ...byDate({ ...input, neededMs: event.fromMs, leadDays }),
    deltaMonthlyUsd: 0,
    reason: `breaks at ${link.breaksAt.toFixed(2)} times: ${link.text}`,
  }
}

type ByInput = Pick<ShoppingInput, 'freezes' | 'nowMs'> & {
  readonly neededMs: EpochMs
  readonly leadDays: number
}

/** The last day to begin: the lead time before it is needed, and before a freeze that would hold it up. */
function byDate({
  freezes,
  nowMs,
  neededMs,
  leadDays,
}: ByInput): Pick<ShoppingItem, 'byMs' | 'byText' | 'leadDays'> {
  const spanMs = leadDays * dayMs
  const inTheWay = freezes.filter(({ fromMs, toMs }) => fromMs < neededMs && toMs > neededMs - spanMs)
  const endMs = Math.min(neededMs, ...inTheWay.map(({ fromMs }) => fromMs))
  const [freeze] = inTheWay
  const byMs = endMs - spanMs
  const words = [`${leadDays} ${leadDays === 1 ? 'day' : 'days'} before it is needed`]
  if (freeze) words.push(`and before ${freeze.name}`)
  if (byMs < nowMs) words.push(': late already')
  return { byMs: Math.max(byMs, nowMs), leadDays, byText: words.join(' ').replace(' :', ':') }
}
