import type { Problem } from '../model/account.ts'
import type { Actor } from '../model/actor.ts'
import type { Freshness } from '../model/fleet.ts'
import { type Tier, tierFacts, tiers } from '../model/series.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { database } from './client.ts'
import { newestCostDay } from './costs.ts'
import { visibleTo } from './fleet.ts'
import { readSource } from './installation.ts'
import { newestCovered } from './read-samples.ts'
import { latestDone, listRuns, toRun } from './runs.ts'

/** Age and completeness of what the pages stand on. */
export async function readFreshness(actor: Actor, nowMs: EpochMs): Promise<Freshness> {
  const { prisma } = database()
  const [resources, accounts, forecastRun, running, source, costsToDay, problems, backfill, covered] =
    await Promise.all([
      prisma.resource.findMany({
        where: { ...visibleTo(actor), deletedAt: null, memberOf: null },
        select: { region: true },
      }),
      prisma.account.count(),
      latestDone('forecast'),
      prisma.run.findMany({ where: { state: 'running' }, orderBy: { id: 'desc' }, take: 10 }),
      readSource(),
      newestCostDay(),
      currentProblems(nowMs),
      readBackfill(nowMs),
      Promise.all(tiers.map((tier) => newestCovered(tier))),
    ])
  const newest = covered.filter((ms) => ms !== undefined)
  return {
    samplesToMs: newest.length > 0 ? Math.max(...newest) : undefined,
    costsToDay,
    forecastRunId: forecastRun?.id,
    forecastMs: forecastRun?.endedMs,
    resourceCount: resources.length,
    accountCount: accounts,
    regionCount: new Set(resources.map(({ region }) => region)).size,
    problems,
    source,
    running: running.map(toRun).map(({ job, done, total, note }) => ({ job, done, total, note })),
    backfill,
  }
}

/** Problems of the newest ended run of each job and scope within two days. */
async function currentProblems(nowMs: EpochMs): Promise<Problem[]> {
  const seen = new Set<string>()
  const problems: Problem[] = []
  for (const run of await listRuns(200)) {
    const key = `${run.job}/${run.scope}`
    if (run.state === 'running' || run.startedMs < nowMs - 2 * dayMs || seen.has(key)) continue
    seen.add(key)
    problems.push(...run.problems)
  }
  return problems
}

/** How many series have the whole reach of their tier, over all tiers that the first pull fills. */
async function readBackfill(nowMs: EpochMs): Promise<Freshness['backfill']> {
  const { pool } = database()
  const counts = await Promise.all(tiers.map((tier) => backfillOfTier(tier, nowMs)))
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM series s JOIN resource r ON r.id = s.resource_id WHERE r.deleted_at IS NULL`,
  )
  const known = rows[0]?.count ?? 0
  return {
    done: counts.reduce((sum, { done }) => sum + done, 0),
    total: Math.max(
      known * 2,
      counts.reduce((sum, { total }) => sum + total, 0),
    ),
  }
}

async function backfillOfTier(tier: Tier, nowMs: EpochMs): Promise<{ done: number; total: number }> {
  const { rows } = await database().pool.query<{ done: number; total: number }>(
    `SELECT count(*) FILTER (WHERE from_at <= to_timestamp($2::float8 / 1000))::int AS done, count(*)::int AS total
     FROM coverage WHERE tier = $1`,
    [tier, nowMs - tierFacts[tier].servedMs + dayMs],
  )
  return rows[0] ?? { done: 0, total: 0 }
}
