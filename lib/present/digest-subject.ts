import { displayText } from './display-text.ts'
import { byRiskThenMoney, deltaOf, findingOf, isDecided, isSaving, sum } from './fleet.ts'
import { chance, count, day, usdShort } from './format.ts'
import type { OverviewFacts } from './overview-facts.ts'

/** `[checkout] 7 likely to run out by 20 Feb, 1 new; $164k/mo to take`; the nearest where nothing is at risk. */
export function digestSubject({ rows, horizonMs, nowMs }: OverviewFacts, team: string | undefined): string {
  const decided = rows.filter(isDecided)
  const risky = decided.filter((row) => findingOf(row) === 'runs-out')
  const fresh = risky.filter(
    ({ recommendation: { previous } }) => previous && previous.finding !== 'runs-out',
  )
  const date = day(horizonMs, nowMs)
  const saved = -sum(rows.filter(isSaving).map(deltaOf))
  const news =
    risky.length > 0
      ? `${count(risky.length)} likely to run out by ${date}${fresh.length > 0 ? `, ${count(fresh.length)} new` : ''}`
      : `Nothing likely to run out by ${date}${closest(decided)}`
  const money = saved >= 0.5 ? `; ${usdShort(saved)}/mo to take` : ''
  return displayText(`${team === undefined ? '' : `[${displayText(team, 40)}] `}${news}${money}`, 200)
}

function closest(rows: readonly Parameters<typeof byRiskThenMoney>[0][]): string {
  const first = [...rows].sort(byRiskThenMoney)[0]
  const risk = first?.recommendation?.chanceByHorizon
  return first && typeof risk === 'number'
    ? `; closest is ${displayText(first.resource.name, 60)}, ${chance(risk)}`
    : ''
}
