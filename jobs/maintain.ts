import { dayMs } from '#lib/model/time.ts'
import { thinForecasts } from '#lib/store/forecasts.ts'
import { pruneSamples } from '#lib/store/partitions.ts'
import type { Job } from './job.ts'

export const maintain: Job = {
  name: 'maintain',
  about: 'deletes samples that are older than their tier keeps and thins old forecasts',
  schedule: { everyMs: dayMs, after: ['collect-fine-samples'] },
  scopes: () => [''],
  async run({ nowMs }) {
    const pruned = await pruneSamples(nowMs)
    return { counts: { ...pruned, forecasts: await thinForecasts(nowMs) }, problems: [] }
  },
}
