import { dayMs } from '#lib/model/time.ts'
import type { Job } from './job.ts'
import { pullTiers } from './pull.ts'

export const collectFineSamples: Job = {
  name: 'collect-fine-samples',
  about: 'pulls the 5-minute and 1-minute samples while AWS still has them',
  schedule: { everyMs: dayMs, after: ['collect-inventory', 'collect-samples', 'forecast', 'recommend'] },
  scopes: (estate) => estate.accounts.map(({ id }) => id),
  run: (context) => pullTiers('collect-fine-samples', context, ['5m', '1m']),
}
