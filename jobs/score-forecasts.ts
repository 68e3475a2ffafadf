import { errorText } from '#lib/errors.ts'
import { scoreForecast } from '#lib/forecast/index.ts'
import type { Problem } from '#lib/model/account.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { listResources } from '#lib/store/resources.ts'
import { readPeaks, readPublished, saveScores } from '#lib/store/track-record.ts'
import type { Job } from './job.ts'

export const scoreForecasts: Job = {
  name: 'score-forecasts',
  about: 'scores what published forecasts said of the days that have passed since',
  schedule: { everyMs: dayMs, after: ['collect-samples', 'forecast'] },
  scopes: () => [''],
  async run({ nowMs, progress, signal }) {
    const resources = (await listResources()).filter(({ memberOf }) => memberOf === undefined)
    const problems: Problem[] = []
    const counts = { resources: resources.length, scores: 0, failed: 0 }
    for (const [i, { id, name }] of resources.entries()) {
      if (signal.aborted) break
      try {
        counts.scores += await scoreOne(id, nowMs)
      } catch (error) {
        counts.failed++
        problems.push({ scope: name, code: 'score-failed', text: errorText(error) })
      }
      progress(i + 1, resources.length, name)
    }
    return { counts, problems }
  },
}

async function scoreOne(resourceId: string, nowMs: EpochMs): Promise<number> {
  const [published, peaks] = await Promise.all([readPublished(resourceId, nowMs), readPeaks(resourceId)])
  const scores = published.flatMap(({ dimension, asOfMs, peak, heldWidening }) => {
    const history = peaks.get(dimension)
    const found = history === undefined ? [] : scoreForecast({ peak, history })
    return found.map((score) => {
      const widening = heldWidening.find(({ toDay }) => toDay === score.horizonDays)?.factor
      const origin = 'published' as const
      return {
        ...score,
        resourceId,
        dimension,
        asOfMs,
        origin,
        ...(widening === undefined ? {} : { widening }),
      }
    })
  })
  await saveScores(scores)
  return scores.length
}
