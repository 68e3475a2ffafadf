import { type PlanOptions, type PullPhase, planPulls } from '#lib/collect/index.ts'
import type { Account } from '#lib/model/account.ts'
import { pullName } from '#lib/model/economics.ts'
import type { Resource } from '#lib/model/resource.ts'
import { type SeriesRef, type Tier, tierFacts } from '#lib/model/series.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { readCoverage } from '#lib/store/coverage.ts'
import { readFindings } from '#lib/store/economics.ts'
import { readSource } from '#lib/store/installation.ts'
import { listSeries } from '#lib/store/resources.ts'
import { latestClean } from '#lib/store/runs.ts'
import { estimateEconomics } from './estimate.ts'
import type { JobContext } from './job.ts'

/** A pull within so long of the last looks back only a little. */
const deepEveryMs = 20 * hourMs

type Overlap = PlanOptions['overlap']

export type TiersToPlan = {
  readonly account: Account
  readonly resources: readonly Resource[]
  readonly tiers: readonly Tier[]
  readonly overlap: Overlap
  /** Names these pulls in the economics: the ones of each day unless given. */
  readonly hourly?: boolean
}

/** What to pull of the resources, from what the store has and what the cap on our own cost leaves. */
export async function planTiers(context: JobContext, options: TiersToPlan): Promise<PullPhase[]> {
  const { resources, tiers, overlap } = options
  const series = await listSeries(resources.map(({ id }) => id))
  const ids = series.map(({ id }) => id)
  const coverage = new Map<Tier, Awaited<ReturnType<typeof readCoverage>>>()
  for (const tier of tiers) coverage.set(tier, await readCoverage(tier, ids))
  const detailed = new Set(resources.filter(isDetailed).map(({ id }) => id))
  const phases = planPulls({
    series: series.map((ref: SeriesRef) => ({
      series: ref,
      covered: Object.fromEntries(tiers.map((tier) => [tier, coverage.get(tier)?.get(ref.id)])),
      samplePeriodMs: detailed.has(ref.resourceId) ? minuteMs : undefined,
    })),
    nowMs: context.nowMs,
    overlap,
    servedMs: await servedReach(),
  })
  const keep = await keptPulls(context, options)
  return phases
    .filter(({ tier }) => tiers.includes(tier))
    .map((phase) => ({ ...phase, items: phase.items.filter(({ series }) => keep(series, phase.tier)) }))
}

function isDetailed({ facts }: Resource): boolean {
  return facts.detailedMonitoring === true
}

/** Which pulls the cap leaves; all of them where there is none. */
async function keptPulls(
  context: JobContext,
  { account, resources, hourly }: TiersToPlan,
): Promise<(series: SeriesRef, tier: Tier) => boolean> {
  if (context.estate.monthlyUsdMax === undefined) return () => true
  const dropped = new Set((await estimateEconomics(context)).droppedPulls)
  const findings = await readFindings(account.id)
  const byId = new Map(resources.map((resource) => [resource.id, resource]))
  return ({ resourceId, key }, tier) => {
    const resource = byId.get(resourceId)
    if (!resource) return false
    const { accountId, region, resourceClass, memberOf } = resource
    const group = { accountId, region, resourceClass, key, detailed: isDetailed(resource) }
    const found = findings.get(resourceId) ?? { nearLimit: false }
    return !dropped.has(
      pullName({ ...group, member: memberOf !== undefined, ...found }, hourly ? 'hourly' : tier),
    )
  }
}

/** Once a day three days and one more are read again, for what AWS delivers late or revises. */
export async function overlapOf(job: string, { scope, nowMs }: JobContext): Promise<Overlap> {
  const last = await latestClean(job, scope)
  return last && nowMs - last.startedMs < deepEveryMs ? 'recent' : 'deep'
}

/** Recorded traces are served whole, whatever their age: what the store keeps can be asked for. */
async function servedReach(): Promise<Partial<Record<Tier, number>>> {
  return (await readSource()) === 'replay' ? { '5m': tierFacts['5m'].keptMs } : {}
}
