import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import type { Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import type { Price } from '#lib/model/shape.ts'
import { listSeries } from '#lib/store/resources.ts'
import { saveScalingStudy } from '#lib/store/scaling.ts'
import type { JobContext } from './job.ts'
import { studyResource } from './study-resource.ts'

type Region = {
  readonly context: JobContext
  readonly resources: readonly Resource[]
  readonly total: number
  readonly policy: Policy
  readonly prices: readonly Price[]
  readonly read: { readonly inForce: readonly ScalingInForce[]; readonly problems: readonly Problem[] }
  /** Of the run; what this region adds is written into it. */
  readonly result: { readonly counts: Record<string, number>; readonly problems: Problem[] }
}

/** Studies every group of a region whose policies were read; one that fails is counted and named. */
export async function replayRegion(region: Region): Promise<void> {
  const { context, resources, total, policy, prices, read, result } = region
  const { runId, nowMs, progress, signal } = context
  const { counts, problems } = result
  problems.push(...read.problems)
  const found = new Map(read.inForce.map((one) => [one.resourceId, one]))
  for (const resource of resources) {
    const inForce = found.get(resource.id)
    if (signal.aborted || !inForce) continue
    counts.groups = (counts.groups ?? 0) + 1
    progress(counts.groups, total, resource.name)
    try {
      const series = await listSeries([resource.id])
      const study = await studyResource({ resource, series, inForce, policy, prices, nowMs })
      await saveScalingStudy(runId, study)
      const outcome = study.kind === 'answer' ? 'proven' : study.code
      counts[outcome] = (counts[outcome] ?? 0) + 1
    } catch (error) {
      counts.failed = (counts.failed ?? 0) + 1
      problems.push({ scope: resource.name, code: 'replay-failed', text: errorText(error) })
    }
  }
}
