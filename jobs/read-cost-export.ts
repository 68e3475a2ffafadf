import type { ExportSink } from '#lib/collect/index.ts'
import type { CostSourceConfig } from '#lib/model/cost.ts'
import { clearStage, knownExports, publishExport, stageCosts } from '#lib/store/cost-exports.ts'
import { reconcile } from '#lib/store/cost-months.ts'
import { noteRestatements } from '#lib/store/cost-notes.ts'
import { saveDiscounts } from '#lib/store/discounts.ts'
import type { JobContext, JobResult } from './job.ts'
import type { CostRun } from './read-cost-explorer.ts'

/** Billing periods whose files changed since they were last read; each counts as a whole or stays as it was. */
export async function readCostExport(
  context: JobContext,
  { payer, today }: CostRun,
  source: Extract<CostSourceConfig, { location: string }>,
): Promise<JobResult> {
  const { kind, location } = source
  const months = new Set<string>()
  let changed = 0
  const sink: ExportSink = {
    begin: async ({ fingerprint, period }) => {
      context.progress(months.size, 0, `cost export ${period || location}`)
      await clearStage(fingerprint)
    },
    abandon: ({ fingerprint }) => clearStage(fingerprint),
    stage: ({ fingerprint }, sums) => stageCosts(fingerprint, sums),
    publish: async ({ assembly, ...read }) => {
      const { files: _files, manifest: _manifest, ...rest } = assembly
      changed += (await publishExport({ ...rest, ...read, source: kind, location, observedDay: today }))
        .changed
      await saveDiscounts(
        read.discounts.map((discount) => ({ ...discount, source: kind })),
        today,
      )
      for (const { month } of read.months) months.add(month)
    },
  }
  const known = await knownExports(location)
  const { counts, problems } = await context.collector.costExports({ payer, kind, location, known }, sink)
  const notes = await noteRestatements(today, kind)
  for (const month of months) await reconcile(month, today, kind)
  return { counts: { ...counts, changed, notes }, problems }
}
