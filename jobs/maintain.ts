import { dayMs } from '#lib/model/time.ts'
import { thinCostForecasts } from '#lib/store/cost-forecasts.ts'
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
    const thinned = { forecasts: await thinForecasts(nowMs), costForecasts: await thinCostForecasts(nowMs) }
    return { counts: { ...pruned, ...thinned }, problems: [] }
  },
}
