import fc from 'fast-check'
import type pg from 'pg'
import { costCallsPerDay } from '#lib/collect/index.ts'
import { system } from '#lib/model/actor.ts'
import { provisionalMs } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs, isoDay } from '#lib/model/time.ts'
import { staleCostMonths } from '#lib/store/cost-months.ts'
import { readCostNotes } from '#lib/store/cost-notes.ts'
import { readCosts } from '#lib/store/costs.ts'
import { runLate } from '../faults/late-run.ts'
import { costsBy, live, movingRange } from '../faults/moving-run.ts'
import { scriptOf, truth } from '../faults/moving-world.ts'
import { differences, openRestated } from '../faults/restated-run.ts'
import { restatedMs } from '../faults/restated-world.ts'
import { keptOf, strangeAnswers, strangeNames, truthOf } from '../faults/strange-answer.ts'
import { compareBulk } from '../support/bulk-store.ts'
import type { Figures } from './run.ts'

/** F8: late and revised samples of so many metrics, over ten days of hourly pulls. */
export async function lateSamples(metrics: number): Promise<Figures> {
  const run = await runLate({ metrics, days: 10 })
  try {
    const range = {
      fromMs: floorTo(run.beganMs, dayMs),
      toMs: floorTo(run.endMs - hourMs - 72 * hourMs, hourMs),
    }
    const report = await compareBulk(run.stage.series, { tier: '5m', range })
    return {
      ...report,
      revised: run.revised,
      revisedExpected: run.expectedRevisions(),
      provisionalCovered: run.behindMs < provisionalMs,
    }
  } finally {
    await run.stage.close()
  }
}

/** F9: so many answers of values that should never come, each against what must be kept of it. */
export function strangeValues(answers: number): Figures {
  let wrong = 0
  let quarantined = 0
  for (const points of fc.sample(strangeAnswers, { seed: 11, numRuns: answers })) {
    for (const name of strangeNames) {
      const [kept, told] = [keptOf(points, name), truthOf(points, name)]
      quarantined += kept.tally.quarantined
      const isSame =
        told.values.every((value, i) => Object.is(value, kept.values[i])) &&
        JSON.stringify(told.tally) === JSON.stringify(kept.tally)
      if (!isSame) wrong++
    }
  }
  return { answers: answers * strangeNames.length, wrong, quarantined }
}

/** F10: so many times six instances that are moved, replaced, renamed, deleted and never tagged in one month. */
export async function movedResources(pool: pg.Pool, copies: number): Promise<Figures> {
  const script = scriptOf(copies)
  await live({ history: 'config', script })
  const [costs, told] = [await costsBy('at-the-time'), truth(script, movingRange)]
  const offUsd = Object.keys(told).map((team) => Math.abs((costs[team] ?? 0) - (told[team] ?? 0)))
  const total = (sums: Record<string, number>) => Object.values(sums).reduce((sum, usd) => sum + usd, 0)
  const { rows } = await pool.query<{ resources: number; deleted: number; orphans: number }>(
    `SELECT (SELECT count(*)::int FROM resource) AS resources,
       (SELECT count(*)::int FROM resource WHERE deleted_at IS NOT NULL) AS deleted,
       (SELECT count(*)::int FROM series s WHERE NOT EXISTS (SELECT FROM resource r WHERE r.id = s.resource_id)) AS orphans`,
  )
  return {
    ...(rows[0] ?? {}),
    deletedExpected: 2 * copies,
    usd: round(total(costs)),
    worstTeamUsd: round(Math.max(...offUsd)),
    totalUsdOff: round(Math.abs(total(costs) - total(told))),
  }
}

/** F11: 14 months of costs, then a credit, a refund, a dearer month and the tags of twelve months filled in. */
export async function restatedCosts(): Promise<Figures> {
  const run = await openRestated()
  const settle = async () => {
    const calls: number[] = []
    do {
      calls.push((await run.runOnce()).calls)
      run.setClock(run.nowMs() + dayMs)
    } while ((await staleCostMonths()).length > 0 && calls.length < 15)
    run.setClock(run.nowMs() - dayMs)
    return calls
  }
  try {
    const first = await settle()
    const before = await differences(run.nowMs())
    const closedDay = isoDay(run.nowMs())
    const snapshot = JSON.stringify(await readCosts(system, closedDay))
    run.setClock(restatedMs + 6 * hourMs)
    const restated = await differences(run.nowMs())
    const second = await settle()
    return {
      rowsRestated: restated.length,
      differencesBefore: before.length,
      differencesAfter: (await differences(run.nowMs())).length,
      daysAtFirst: first.length,
      daysAfterRestatement: second.length,
      callsPerDayMax: Math.max(...first, ...second),
      callsCap: costCallsPerDay,
      frozenUnchanged: JSON.stringify(await readCosts(system, closedDay)) === snapshot,
      notes: (await readCostNotes(system)).length,
    }
  } finally {
    await run.close()
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
