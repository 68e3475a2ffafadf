import type { Actor } from '#lib/model/actor.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { saveAccounts } from '#lib/store/accounts.ts'
import { saveCalendar } from '#lib/store/calendar.ts'
import { saveCosts } from '#lib/store/costs.ts'
import { recordDecision } from '#lib/store/decisions.ts'
import { planDeliveries } from '#lib/store/deliveries.ts'
import { saveDigest } from '#lib/store/digests.ts'
import { saveOutcomes } from '#lib/store/forecasts.ts'
import { saveInstallation } from '#lib/store/installation.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { saveRecommendation } from '#lib/store/recommendations.ts'
import { finishRun, startRun } from '#lib/store/runs.ts'
import { saveScores } from '#lib/store/track-record.ts'
import {
  accountId,
  changeOf,
  inventoryOf,
  recommendationOf,
  resourceOf,
  seriesOf,
} from '../store/estate-rows.ts'

/** Stands in everything that the other team owns; nothing that is shown to the first may hold it. */
export const canary = 'canarykept'
export const ownTeam = 'alpha'
/** The other team's name, which a request may name itself. */
export const otherTeam = `${canary}team`
export const ids = { own: 'ownresourc', other: 'otherresou' } as const

const nowMs = Date.now()

/** A database with two teams that have everything that pages show: resources, costs, decisions, scores, mails, budgets, runs. */
export async function seedTwoTeams(): Promise<void> {
  await saveInstallation({ source: 'aws', openPages: false })
  await saveAccounts([{ id: accountId, name: 'shop', regions: ['us-east-1'], payer: true }], nowMs)
  const own = resourceOf(ids.own, { team: ownTeam, tags: { team: ownTeam }, name: 'alpha-visible' })
  const other = resourceOf(ids.other, {
    team: otherTeam,
    tags: { team: otherTeam, note: canary },
    name: `${canary}-name`,
    nativeId: `${canary}-native`,
    arn: `arn:aws:ec2:us-east-1:${accountId}:instance/${canary}`,
  })
  const untagged = resourceOf('untaggedre', { team: undefined, tags: {}, name: `${canary}-untagged` })
  const all = [own, other, untagged]
  const series = all.map(({ id }) => seriesOf(id))
  const changes = all.map(({ id }) => ({
    resourceId: id,
    changes: [changeOf(9, { actor: `${canary}-actor-${id}` })],
  }))
  await saveInventory({ ...inventoryOf(all, { series, changes: changes.slice(1) }), nowMs })
  for (const { id, name } of all) await seedResource(id, name)
  await seedMoney()
  await seedMessages()
  const problem = { scope: other.name, code: 'forecast-failed', text: `${other.name}: no answer` }
  await finishRun(await startRun('forecast', '', nowMs), {
    nowMs,
    state: 'done',
    counts: {},
    problems: [problem],
  })
}

async function seedResource(id: string, name: string): Promise<void> {
  const given = recommendationOf(id, {
    asOfMs: nowMs,
    finding: 'runs-out',
    medianDays: 30,
    evidence: [{ title: name, text: name }],
  })
  const summary = {
    ...given.summary,
    finding: 'runs-out' as const,
    chanceByHorizon: 0.9,
    bindingDimension: 'cpu' as const,
    decideByMs: nowMs + 5 * dayMs,
  }
  await saveRecommendation({
    runId: 1,
    recommendation: { ...given.recommendation, chanceByHorizon: 0.9 },
    summary,
  })
  const outcome = {
    kind: 'abstention',
    resourceId: id,
    asOfMs: nowMs,
    reason: 'no-samples',
    text: `No samples of ${name}.`,
    observedDays: 0,
  } as const
  await saveOutcomes({ runId: 1, resourceId: id, asOfMs: nowMs, outcomes: [{ dimension: 'cpu', outcome }] })
  const score = {
    resourceId: id,
    dimension: 'cpu',
    asOfMs: nowMs - 30 * dayMs,
    horizonDays: 14,
    origin: 'published',
  } as const
  await saveScores([{ ...score, days: 20, mase: 1, inside80: 4, inside90: 9, bias: 0.1 }])
  const basis = {
    asOfMs: nowMs,
    finding: 'runs-out',
    chance: 0.9,
    medianMs: null,
    fromLabel: 'x',
    fromMonthlyUsd: 1,
  } as const
  const decision = {
    resourceId: id,
    kind: 'capacity',
    verdict: 'snooze',
    reason: `reason for ${name}`,
    expiresMs: nowMs + 9 * dayMs,
    basis,
  } as const
  await recordDecision({ ...system, id: `decider-of-${name}` } as Actor, decision, nowMs)
}

async function seedMoney(): Promise<void> {
  const days = Array.from({ length: 40 }, (_, i) => isoDay(nowMs - (i + 2) * dayMs))
  const cost = (key: string, usd: number) =>
    days.map((day) => ({ day, accountId, grouping: 'team', key, usd, estimated: false }) as const)
  await saveCosts([...cost(otherTeam, 100), ...cost(ownTeam, 40)], isoDay(nowMs))
  const month = isoDay(nowMs).slice(0, 7)
  const budgets = [ownTeam, otherTeam].map((team, i) => ({ team, month, usd: 7000 + i }))
  await saveCalendar({ freezes: [], events: [], budgets, drivers: [] }, nowMs)
}

async function seedMessages(): Promise<void> {
  const week = '2026-W48'
  for (const [team, text] of [
    [ownTeam, 'alpha digest'],
    [otherTeam, `${canary} digest`],
    ['', `${canary} everything`],
  ] as const) {
    const base = {
      team,
      asOfMs: nowMs,
      subject: text,
      html: `<html><head></head><body>${text}</body></html>`,
      text,
      images: [],
      body: {},
    }
    await saveDigest({ ...base, week })
    await saveDigest({ ...base, week: 'preview' })
    const recipient = team === ownTeam ? 'a@example.com' : `${canary}@example.com`
    await planDeliveries([{ week, team, recipient, channel: 'email', dueMs: nowMs }], nowMs)
  }
}
