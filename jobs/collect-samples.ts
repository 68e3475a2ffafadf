import { dayMs } from '#lib/model/time.ts'
import type { Job } from './job.ts'
import { pullTiers } from './pull.ts'

export const collectSamples: Job = {
  name: 'collect-samples',
  about: 'pulls hourly utilization, 15 months at first; forecasts stand on it',
  schedule: { everyMs: dayMs, after: ['collect-inventory'] },
  scopes: (estate) => estate.accounts.map(({ id }) => id),
  run: (context) => pullTiers('collect-samples', context, ['1h']),
}
