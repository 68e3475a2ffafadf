import type { FleetRow } from '#lib/model/fleet.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { deltaOf, isSaving, sum } from './fleet.ts'
import { dayWithYear, plural, usd } from './format.ts'
import type { OverviewFacts } from './overview-facts.ts'

export type SavingCash = {
  readonly listUsd: number
  readonly cashUsd: number
  /** When the last commitment ends that holds the rest back. */
  readonly untilMs?: EpochMs
  /** Savings whose cash is not known. */
  readonly unknown: number
}

/** How much of the savings is cash, a month; undefined where it was not worked out or nothing is saved. */
export function savingCash({ rows, cash }: Pick<OverviewFacts, 'rows' | 'cash'>): SavingCash | undefined {
  const saving: readonly FleetRow[] = rows.filter(isSaving)
  if (cash === undefined || saving.length === 0) return undefined
  const found = saving.map(({ resource }) => cash.byResource.get(resource.id))
  const ends = found.flatMap((one) => one?.untilMs ?? [])
  return {
    listUsd: 0 - sum(saving.map(deltaOf)),
    cashUsd: 0 - sum(found.map((one) => one?.nowMonthlyUsd ?? 0)),
    unknown: found.filter((one) => one === undefined || one.nowMonthlyUsd === null).length,
    ...(ends.length === 0 ? {} : { untilMs: Math.max(...ends) }),
  }
}

/** As a share: cash is all of it. */
const all = 0.995

/** `$3,210 of the $4,100/mo is cash until 14 Mar 2027; the rest stays owed to commitments.` */
export function cashSentence({ listUsd, cashUsd, untilMs, unknown }: SavingCash): string {
  const missing = unknown === 0 ? '' : ` Of ${plural(unknown, 'change')} the cash is not known.`
  const part = `${usd(cashUsd)} of the ${usd(listUsd)}/mo is cash`
  if (untilMs === undefined && cashUsd >= all * listUsd)
    return `All of it is cash at once: ${usd(cashUsd)}/mo.${missing}`
  if (untilMs === undefined) return `${part} at once, after the measured discount of the accounts.${missing}`
  const until = dayWithYear(untilMs)
  return `${part} until ${until}; the rest stays owed to commitments.${missing}`
}
