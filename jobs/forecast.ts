import { errorText } from '#lib/errors.ts'
import { heldWidenings, withChanges } from '#lib/forecast/index.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { listTrackRecord } from '#lib/store/accuracy.ts'
import { readEvents } from '#lib/store/calendar.ts'
import { readOutcomeBodies, saveOutcomes } from '#lib/store/forecasts.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { listResources, saveSignals } from '#lib/store/resources.ts'
import { loadDrivers } from './driver-days.ts'
import { loadForecastInput } from './forecast-input.ts'
import { openForecastPool } from './forecast-pool.ts'
import { isYoung, rhythmsOf } from './forecast-rhythms.ts'
import type { Job } from './job.ts'
import { eventsFor } from './planned-events.ts'

export const forecast: Job = {
  name: 'forecast',
  about: 'turns samples into demand and forecasts every dimension of every resource',
  schedule: { everyMs: dayMs, after: ['collect-inventory', 'collect-samples'] },
  scopes: () => [''],
  async run({ runId, nowMs, progress, signal }) {
    const [policy, events] = await Promise.all([readPolicy(system), readEvents(system)])
    const drivers = await loadDrivers(nowMs)
    const resources = (await listResources()).filter(({ memberOf }) => memberOf === undefined)
    const pool = openForecastPool()
    const problems: Problem[] = []
    const counts = { resources: resources.length, forecasts: 0, abstentions: 0, borrowed: 0, failed: 0 }
    const held = heldWidenings(await listTrackRecord(system))
    const rhythms = rhythmsOf({ resources, policy, nowMs })
    let done = 0
    try {
      await pool.each(resources, async (resource, compute) => {
        if (signal.aborted) return
        try {
          const { input: plain, signals } = await loadForecastInput({ resource, policy, nowMs })
          const heldWidening = held.get(resource.resourceClass)
          const input = {
            ...plain,
            ...eventsFor(events, resource),
            ...(drivers.length === 0 ? {} : { drivers }),
            ...(heldWidening === undefined ? {} : { heldWidening }),
          }
          const first = await compute(input)
          const young = first.some(({ outcome }) => outcome.kind === 'forecast' && isYoung(outcome))
          const outcomes = young
            ? await compute({ ...input, borrowedRhythm: await rhythms(resource) })
            : first
          const told = withChanges(outcomes, await readOutcomeBodies(resource.id))
          await saveOutcomes({ runId, resourceId: resource.id, asOfMs: nowMs, outcomes: told })
          await saveSignals(resource.id, signals)
          for (const { outcome } of outcomes)
            counts[outcome.kind === 'forecast' ? 'forecasts' : 'abstentions']++
          if (young) counts.borrowed++
        } catch (error) {
          counts.failed++
          problems.push({ scope: resource.name, code: 'forecast-failed', text: errorText(error) })
        }
        progress(++done, resources.length, resource.name)
      })
    } finally {
      await pool.close()
    }
    return { counts, problems }
  },
}
