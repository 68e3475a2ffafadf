import type { Freeze } from '../model/calendar.ts'
import type { Forecast } from '../model/forecast.ts'
import type { Limit } from '../model/limit.ts'
import type { Policy } from '../model/policy.ts'
import type { Scenario, ScenarioResult, ScenarioRow } from '../model/scenario.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { type ChainPart, chainOf, chainPart, type PlannedLoad } from './chain.ts'
import { type Hours, hoursAhead, rehearse } from './rehearse.ts'
import { shoppingList } from './shopping.ts'
import type { Subject } from './subject.ts'

/** Links that are kept: those that may break, and the next ones. */
const linksKept = 40

export type RehearsalContext = {
  readonly policy: Pick<Policy, 'horizonDays' | 'leadDays'>
  readonly nowMs: EpochMs
}

/** What one resource adds to one scenario. */
export type SubjectPart = { readonly row?: ScenarioRow; readonly chain: ChainPart }

const eventOf = ({ assumptions }: Scenario) =>
  assumptions.find((one): one is PlannedLoad => one.kind === 'event')

/** Rehearses every scenario on one resource, in their order. Its hours are made once. */
export function rehearseSubject(
  subject: Subject,
  scenarios: readonly Scenario[],
  { policy: { horizonDays }, nowMs }: RehearsalContext,
): readonly SubjectPart[] {
  const last = Math.max(0, ...scenarios.map((one) => eventOf(one)?.toMs ?? 0))
  const days = Math.min(365, Math.max(horizonDays, Math.ceil((last - nowMs) / dayMs) + 1))
  const made = new Map<Forecast, Hours>()
  const hoursOf = (forecast: Forecast) => {
    const found = made.get(forecast) ?? hoursAhead(forecast, days)
    made.set(forecast, found)
    return found
  }
  return scenarios.map((scenario) => {
    const row = rehearse({ subject, scenario, horizonDays, hoursOf })
    const event = eventOf(scenario)
    const chain = event ? chainPart({ event, subject, hoursOf }) : { links: [] }
    return { chain, ...(row && isTouched(row) ? { row } : {}) }
  })
}

export type CombineInput = RehearsalContext & {
  readonly scenario: Scenario
  readonly parts: readonly SubjectPart[]
  /** Names of resources that have no forecast, and so no part in it. */
  readonly withoutForecast: readonly string[]
  readonly limits: readonly Limit[]
  readonly freezes: readonly Freeze[]
}

export type RehearsedScenario = { readonly result: ScenarioResult; readonly rows: readonly ScenarioRow[] }

/** Puts the parts of all resources together: what moves, what breaks first, what to buy and by when. Pure. */
export function combineParts(input: CombineInput): RehearsedScenario {
  const { scenario, parts, limits, freezes, policy, nowMs, withoutForecast } = input
  const rows = parts.flatMap(({ row }) => row ?? [])
  const event = eventOf(scenario)
  const chain = event ? chainOf({ event, limits, parts: parts.map((one) => one.chain) }) : []
  return {
    rows,
    result: {
      scenario,
      asOfMs: nowMs,
      horizonDays: policy.horizonDays,
      chain: chain.slice(0, linksKept),
      shopping: shoppingList({ scenario, rows, chain, freezes, leadDays: policy.leadDays, nowMs }),
      judged: parts.length,
      withoutForecast,
      notes: notesOf(scenario),
    },
  }
}

/** Something moves, or a zone's loss was rehearsed. */
export function isTouched({
  baseline,
  scenario,
  hoursAboveHigh,
  scenarioChange,
  unsolved,
  zone,
}: ScenarioRow): boolean {
  return (
    zone !== undefined ||
    hoursAboveHigh > 0 ||
    scenarioChange !== undefined ||
    unsolved === true ||
    scenario.chance !== baseline.chance ||
    scenario.medianDays !== baseline.medianDays
  )
}

function notesOf({ source, assumptions }: Scenario): readonly string[] {
  const assumed =
    source === 'standing' && assumptions.some(({ kind }) => kind === 'event' || kind === 'growth')
  return [
    ...(assumed ? ['The size is an assumption: name your own under events in headroom.yaml.'] : []),
    'Traffic dimensions are multiplied (CPU, IOPS, network, connections, requests, units, members); data kept, memory held and GPUs are not. Non-production is left out.',
    ...(assumptions.some(({ kind }) => kind === 'event')
      ? [
          'Addresses and quota: members are taken to spread evenly over the subnets of their account and region.',
        ]
      : []),
    'Accepted changes are not in the baseline: it is what runs now.',
  ]
}
