import { commitmentSteps } from '#lib/forecast/index.ts'
import { system } from '#lib/model/actor.ts'
import type { CostStep } from '#lib/model/cost-forecast.ts'
import type { DecisionRow } from '#lib/model/decision.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, dayStart, type EpochMs, isoDay } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { billedService } from '#lib/present/bill-usage.ts'
import { dayWithYear, usdDelta } from '#lib/present/format.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { supportSteps } from '#lib/resources/support-steps.ts'
import { listCommitments, readCommitmentDays } from '#lib/store/commitments.ts'
import { listDecisions } from '#lib/store/decisions.ts'
import { readFollowUps } from '#lib/store/follow-ups.ts'
import { listResources } from '#lib/store/resources.ts'
import { readShapes } from '#lib/store/shapes.ts'

type Span = { readonly fromMs: EpochMs; readonly toMs: EpochMs }

const monthDays = hoursPerMonth / 24
const coverageDays = 90

/** Everything with a date that will move cost within the span: commitments, Extended Support, accepted changes. */
export async function knownCostSteps(span: Span): Promise<CostStep[]> {
  const [commitments, days, decisions, resources] = await Promise.all([
    listCommitments(system),
    readCommitmentDays(system, {
      fromDay: isoDay(span.fromMs - coverageDays * dayMs),
      toDay: isoDay(span.fromMs),
    }),
    listDecisions(system),
    listResources(),
  ])
  const made = await readFollowUps(
    system,
    decisions.map(({ decision }) => decision.id),
  )
  const isOpen = ({ decision: { id } }: DecisionRow) =>
    (made.get(id)?.state ?? 'not-yet-changed') === 'not-yet-changed'
  const support: CostStep[] = []
  for (const [region, own] of Map.groupBy(resources, (resource) => resource.region)) {
    const offer = await readShapes(region)
    for (const resource of own) support.push(...supportOf(resource, { ...offer, day: isoDay(span.fromMs) }))
  }
  return [
    ...commitmentSteps({ commitments, days, ...span }),
    ...support.filter(({ day }) => dayStart(day) > span.fromMs && dayStart(day) < span.toMs),
    ...decisions.filter(isOpen).flatMap((row) => acceptedStep(row, span)),
  ]
}

type Billed = Pick<Resource, 'accountId' | 'resourceClass' | 'team'>

function placeOf({ accountId, resourceClass, team = '' }: Billed) {
  const service = billedService(resourceClass, classDefinitions[resourceClass].service)
  return { accountId, service, team }
}

function supportOf(resource: Resource, offer: Parameters<typeof supportSteps>[1]): CostStep[] {
  return supportSteps(resource, offer).map(({ fromDay, addedMonthlyUsd, engine, engineVersion }) => ({
    ...placeOf(resource),
    kind: 'extended-support',
    day: fromDay,
    dailyUsd: addedMonthlyUsd / monthDays,
    text: `Extended Support of ${resource.name} (${engine} ${engineVersion}) from ${dayWithYear(dayStart(fromDay))}: ${usdDelta(addedMonthlyUsd)}/mo.`,
  }))
}

/** An accepted change moves cost from its due day on; one that is due already is expected tomorrow. */
function acceptedStep({ decision, resource }: DecisionRow, { fromMs, toMs }: Span): CostStep[] {
  const { verdict, basis, dueMs } = decision
  const monthly = basis.cashDeltaMonthlyUsd ?? basis.deltaMonthlyUsd
  if (verdict !== 'accept' || dueMs === undefined || monthly === undefined || dueMs >= toMs) return []
  const day = isoDay(Math.max(dueMs, fromMs + dayMs))
  const text = `Accepted: ${resource.name} to ${basis.optionLabel ?? 'another size'} by ${dayWithYear(dayStart(day))}: ${usdDelta(monthly)}/mo.`
  return [{ ...placeOf(resource), kind: 'change', day, dailyUsd: monthly / monthDays, text }]
}
