import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { type DecidedRow, deltaOf, isDecided, sum } from './fleet.ts'
import { chance, count, dateOrAfter, day, plural, usd, weekdayDay } from './format.ts'
import type { OverviewFacts } from './overview-facts.ts'
import { dimensionWords, findingWords } from './words.ts'

/** One thing that moved. `name` is a resource's name and stands, isolated, before `title`. */
export type ChangeItem = {
  readonly kind: 'risk' | 'resolved' | 'saving' | 'fleet'
  readonly id?: string
  readonly name?: string
  readonly title: string
  readonly text: string
}

export type ChangesView = {
  /** Absent: since last week. */
  readonly title?: string
  /** The page with all of them. */
  readonly href?: string
  readonly since: string
  readonly items: readonly ChangeItem[]
  readonly hiddenCount: number
}

const itemsShown = 7
/** A median that moved by less is noise of the simulated paths. */
const movedDays = 7

type Compared = DecidedRow & { readonly previous: NonNullable<DecidedRow['recommendation']['previous']> }

/** What differs from the run of a week before; absent when there is none to compare with. */
export function presentChanges(facts: OverviewFacts): ChangesView | undefined {
  const compared = facts.rows.filter(isDecided).flatMap((row): Compared[] => {
    const { previous } = row.recommendation
    return previous ? [{ ...row, previous }] : []
  })
  if (compared.length === 0) return undefined
  const sinceMs = Math.max(...compared.map(({ previous }) => previous.asOfMs))
  const items = [
    ...compared.flatMap((row) => riskItem(row, facts)),
    ...compared.flatMap((row) => resolvedItem(row)),
    ...savingItem(compared),
    ...fleetItem(facts, sinceMs),
  ]
  return {
    since: `Since ${weekdayDay(sinceMs)}`,
    items: items.slice(0, itemsShown),
    hiddenCount: Math.max(0, items.length - itemsShown),
  }
}

function riskItem(row: Compared, facts: OverviewFacts): readonly ChangeItem[] {
  const { recommendation, previous, resource } = row
  if (recommendation.finding !== 'runs-out') return []
  const axis = { asOfMs: recommendation.asOfMs, axisDays: 2 * facts.policyHorizonDays, nowMs: facts.nowMs }
  const median = dateOrAfter(recommendation.medianDays, axis)
  const dimension = recommendation.bindingDimension
    ? `${dimensionWords[recommendation.bindingDimension]}: `
    : ''
  const base = { kind: 'risk', id: resource.id, name: resource.name } as const
  if (previous.finding !== 'runs-out') {
    const risk = chance(recommendation.chanceByHorizon ?? 0)
    const before = findingWords[previous.finding].label.toLowerCase()
    return [
      {
        ...base,
        title: 'now likely to run out',
        text: `${dimension}${risk} by ${day(facts.horizonMs, facts.nowMs)}, median ${median}. Was ${before}.`,
      },
    ]
  }
  const moved = movedBy(row)
  if (moved === undefined || Math.abs(moved) < movedDays) return []
  const before = day(previous.asOfMs + (previous.medianDays ?? 0) * dayMs, facts.nowMs)
  const direction = moved < 0 ? 'earlier' : 'later'
  const title = `is ${plural(Math.round(Math.abs(moved)), 'day')} ${direction}`
  return [
    {
      ...base,
      kind: moved < 0 ? 'risk' : 'resolved',
      title,
      text: `${dimension}median ${before} → ${median}.`,
    },
  ]
}

/** Days by which the median date moved; negative = earlier. */
function movedBy({ recommendation, previous }: Compared): number | undefined {
  if (recommendation.medianDays === null || previous.medianDays === null) return undefined
  const now = recommendation.asOfMs + recommendation.medianDays * dayMs
  return (now - previous.asOfMs) / dayMs - previous.medianDays
}

function resolvedItem({ recommendation, previous, resource }: Compared): readonly ChangeItem[] {
  if (previous.finding !== 'runs-out' || recommendation.finding === 'runs-out') return []
  const risk = recommendation.chanceByHorizon
  const now = findingWords[recommendation.finding].label.toLowerCase()
  const text = risk === null ? `Now ${now}.` : `Chance now ${chance(risk)}, ${now}.`
  return [
    { kind: 'resolved', id: resource.id, name: resource.name, title: 'no longer likely to run out', text },
  ]
}

function savingItem(rows: readonly Compared[]): readonly ChangeItem[] {
  const fresh = rows.filter(({ recommendation, previous }) => {
    return recommendation.finding === 'oversized' && previous.finding !== 'oversized'
  })
  if (fresh.length === 0) return []
  const saved = -sum(fresh.map(deltaOf))
  const verb = fresh.length === 1 ? 'is' : 'are'
  return [
    {
      kind: 'saving',
      title: `${plural(fresh.length, 'resource')} ${verb} newly oversized`,
      text: `Right-sizing gives back ${usd(saved)}/mo at list price.`,
    },
  ]
}

function fleetItem({ rows }: OverviewFacts, sinceMs: EpochMs): readonly ChangeItem[] {
  const added = rows.filter(({ resource }) => (resource.createdMs ?? 0) > sinceMs).length
  const silent = rows.filter((row) => !isDecided(row) || row.recommendation.finding === 'abstained').length
  if (added === 0) return []
  return [
    {
      kind: 'fleet',
      title: `${plural(added, 'resource')} created`,
      text: `${count(rows.length)} tracked, ${count(silent)} without a forecast.`,
    },
  ]
}
