import { type PlanOptions, type PullPhase, planPulls } from '#lib/collect/index.ts'
import type { Problem } from '#lib/model/account.ts'
import type { Resource } from '#lib/model/resource.ts'
import { type SeriesRef, type Tier, tierFacts } from '#lib/model/series.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { readCoverage } from '#lib/store/coverage.ts'
import { readSource } from '#lib/store/installation.ts'
import { listResources, listSeries } from '#lib/store/resources.ts'
import { latestClean } from '#lib/store/runs.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { accountOf, type JobContext, type JobResult } from './job.ts'

/** A pull within so long of the last looks back only a little. */
const deepEveryMs = 20 * hourMs

/** Pulls the given tiers of one account, planned from what the store has; safe to repeat and to interrupt. */
export async function pullTiers(
  job: string,
  context: JobContext,
  tiers: readonly Tier[],
): Promise<JobResult> {
  const account = accountOf(context)
  const resources = (await listResources()).filter(({ accountId }) => accountId === account.id)
  const regionOf = new Map(resources.map((resource) => [resource.id, resource.region]))
  const phases = await plan(context, { resources, tiers, overlap: await overlapOf(job, context) })
  const total = phases.reduce((sum, { items }) => sum + items.length, 0)
  const counts: Record<string, number> = { samples: 0 }
  const problems: Problem[] = []
  let done = 0
  for (const { tier, items } of phases) {
    for (const region of account.regions) {
      const here = items.filter(({ series }) => regionOf.get(series.resourceId) === region)
      if (here.length === 0 || context.signal.aborted) continue
      const result = await context.collector.samples(
        { account, region, tier, items: here },
        async (blocks) => {
          const { samples } = await writeSamples(tier, blocks)
          counts.samples = (counts.samples ?? 0) + samples
          done += blocks.length
          context.progress(done, total, `${account.name} ${region}: ${tier} samples`)
        },
      )
      addCounts(counts, result.counts)
      problems.push(...result.problems)
    }
  }
  return { counts, problems }
}

type Overlap = PlanOptions['overlap']
type PlanInput = { resources: readonly Resource[]; tiers: readonly Tier[]; overlap: Overlap }

async function plan(context: JobContext, { resources, tiers, overlap }: PlanInput): Promise<PullPhase[]> {
  const series = await listSeries(resources.map(({ id }) => id))
  const ids = series.map(({ id }) => id)
  const coverage = new Map<Tier, Awaited<ReturnType<typeof readCoverage>>>()
  for (const tier of tiers) coverage.set(tier, await readCoverage(tier, ids))
  const detailed = new Set(
    resources.filter(({ facts }) => facts.detailedMonitoring === true).map(({ id }) => id),
  )
  const planned = series.map((ref: SeriesRef) => ({
    series: ref,
    covered: Object.fromEntries(tiers.map((tier) => [tier, coverage.get(tier)?.get(ref.id)])),
    samplePeriodMs: detailed.has(ref.resourceId) ? minuteMs : undefined,
  }))
  const phases = planPulls({
    series: planned,
    nowMs: context.nowMs,
    overlap,
    servedMs: await servedReach(),
  })
  return phases.filter(({ tier }) => tiers.includes(tier))
}

/** Once a day three days are read again, for what AWS delivers late or revises. */
async function overlapOf(job: string, { scope, nowMs }: JobContext): Promise<Overlap> {
  const last = await latestClean(job, scope)
  return last && nowMs - last.startedMs < deepEveryMs ? 'recent' : 'deep'
}

/** Recorded traces are served whole, whatever their age: what the store keeps can be asked for. */
async function servedReach(): Promise<Partial<Record<Tier, number>>> {
  return (await readSource()) === 'replay' ? { '5m': tierFacts['5m'].keptMs } : {}
}

function addCounts(into: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts))
    if (name !== 'samples') into[name] = (into[name] ?? 0) + count
}
