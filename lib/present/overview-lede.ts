import { byRiskThenMoney, deltaOf, findingOf, isDecided, isSaving, sum, upsizesOf } from './fleet.ts'
import { chance, count, dayInWords, plural, usd } from './format.ts'
import type { OverviewFacts } from './overview-facts.ts'
import { type Sentence, sentence, strong } from './sentence.ts'

/** The answer of the page in two sentences that stand alone. */
export function presentLede(facts: OverviewFacts): Sentence {
  if (!facts.rows.some(isDecided)) return waitingLede(facts)
  return [...riskSentence(facts), ...moneySentence(facts)]
}

function waitingLede({ rows, freshness }: OverviewFacts): Sentence {
  if (rows.length === 0) {
    return sentence('Looking for resources in ', strong(plural(freshness.accountCount, 'account')), '.')
  }
  return sentence(
    strong(plural(rows.length, 'shared resource')),
    ` found in ${plural(freshness.accountCount, 'account')}; the first forecasts follow as their history arrives.`,
  )
}

function riskSentence({ rows, horizonMs, nowMs }: OverviewFacts): Sentence {
  const date = dayInWords(horizonMs, nowMs)
  const total = count(rows.length)
  const risky = rows.filter((row) => findingOf(row) === 'runs-out')
  if (risky.length > 0) {
    return sentence(
      strong(`${count(risky.length)} of ${total}`, 'risk'),
      ` shared resources will probably reach ${risky.length === 1 ? 'its' : 'their'} safe limit by ${date}. `,
    )
  }
  const closest = rows.filter(isDecided).sort(byRiskThenMoney)[0]
  const risk = closest?.recommendation.chanceByHorizon
  return sentence(
    strong('None'),
    ` of ${total} shared resources will probably reach its safe limit by ${date}`,
    ...(closest && typeof risk === 'number'
      ? ['; the closest is ', strong(closest.resource.name), `, ${chance(risk)}. `]
      : ['. ']),
  )
}

function moneySentence({ rows }: OverviewFacts): Sentence {
  const { safety, other } = upsizesOf(rows)
  const [cost, rest] = [sum(safety.map(deltaOf)), sum(other.map(deltaOf))]
  const saving = rows.filter(isSaving)
  const saved = -sum(saving.map(deltaOf))
  const changes = `${plural(saving.length, 'right-sizing change')} ${saving.length === 1 ? 'gives' : 'give'} back `
  const others = `${count(other.length)} other ${other.length === 1 ? 'upsize' : 'upsizes'}`
  const safe = cost >= 0.5 ? ['Keeping them safe costs ', strong(`${usd(cost)}/mo`)] : []
  const added =
    rest >= 0.5 ? [cost >= 0.5 ? `, ${others} ` : `${others} cost `, strong(`${usd(rest)}/mo`)] : []
  const costs = [...safe, ...added]
  const saves = saving.length > 0 ? [changes, strong(`${usd(saved)}/mo`, 'save')] : []
  if (costs.length === 0 && saves.length === 0) return []
  const joint = costs.length > 0 && saves.length > 0 ? ['; '] : []
  return sentence(...costs, ...joint, ...saves, ' at list price.')
}
