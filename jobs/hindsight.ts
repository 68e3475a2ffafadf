import { errorText } from '#lib/errors.ts'
import { type ForecastInput, scoreForecast } from '#lib/forecast/index.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import type { DimensionOutcome } from '#lib/model/forecast.ts'
import { dayMs, type EpochMs, floorTo } from '#lib/model/time.ts'
import type { TrackScore } from '#lib/model/track-record.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { listResources } from '#lib/store/resources.ts'
import { readHindsightDone, readPeaks, saveScores } from '#lib/store/track-record.ts'
import { loadForecastInput } from './forecast-input.ts'
import { openForecastPool } from './forecast-pool.ts'
import type { Job } from './job.ts'

const weekMs = 7 * dayMs
/** The epoch began on a Thursday. */
const mondayMs = 4 * dayMs
const budgetMs = 10 * 60_000
/** Mondays before the present one, in weeks: those that tell most come first, so that the budget may end it anywhere. */
const passes = [
  [13, 26],
  [4, 9, 17, 22],
  [2, 6, 11, 15, 19, 24],
  [1, 3, 5, 7, 8, 10, 12, 14, 16, 18, 20, 21, 23, 25],
] as const

export const hindsight: Job = {
  name: 'hindsight',
  about: 'forecasts the past as of each of the last 26 Mondays, and scores it as such',
  schedule: { everyMs: dayMs, after: ['collect-samples', 'forecast', 'recommend'] },
  scopes: () => [''],
  async run({ nowMs, progress, signal }) {
    const policy = await readPolicy(system)
    const resources = (await listResources()).filter(({ memberOf }) => memberOf === undefined)
    const pool = openForecastPool()
    const problems: Problem[] = []
    const counts = { resources: resources.length, mondays: 0, scores: 0, failed: 0, leftOut: 0 }
    const total = resources.length * passes.length
    const endMs = Date.now() + budgetMs
    let done = 0
    try {
      for (const weeks of passes) {
        const before = counts.leftOut
        await pool.each(resources, async (resource, compute) => {
          if (signal.aborted) return
          if (Date.now() > endMs) {
            counts.leftOut++
            return
          }
          try {
            const missing = await missingMondays({ resourceId: resource.id, nowMs, weeks })
            if (missing.length === 0) return
            const { input } = await loadForecastInput({ resource, policy, nowMs })
            const scores = await rerun({ input, mondays: missing, compute })
            await saveScores(scores)
            counts.scores += scores.length
          } catch (error) {
            counts.failed++
            problems.push({ scope: resource.name, code: 'hindsight-failed', text: errorText(error) })
          }
          progress(++done, total, resource.name)
        })
        if (counts.leftOut === before) counts.mondays += weeks.length
      }
    } finally {
      await pool.close()
    }
    return { counts, problems }
  },
}

/** The past does not change: what an earlier run scored stays, and what its time did not suffice for is made up. */
async function missingMondays(options: {
  resourceId: string
  nowMs: EpochMs
  weeks: readonly number[]
}): Promise<EpochMs[]> {
  const monday = floorTo(options.nowMs - mondayMs, weekMs) + mondayMs
  const known = await readHindsightDone(options.resourceId)
  return options.weeks.map((back) => monday - back * weekMs).filter((atMs) => !known.has(atMs))
}

type Rerun = {
  readonly input: ForecastInput
  readonly mondays: readonly EpochMs[]
  readonly compute: (input: ForecastInput) => Promise<DimensionOutcome[]>
}

/** Forecasts as of some Mondays from nothing newer, scored against the days that came. */
async function rerun({ input, mondays, compute }: Rerun): Promise<TrackScore[]> {
  const { resourceId } = input
  const peaks = await readPeaks(resourceId)
  const scores: TrackScore[] = []
  for (const asOfMs of mondays) {
    for (const { dimension, outcome } of await compute(asOf(input, asOfMs))) {
      const history = peaks.get(dimension)
      if (outcome.kind === 'abstention' || history === undefined) continue
      const found = scoreForecast({ peak: outcome.daily.peak, history })
      scores.push(
        ...found.map((score) => ({ ...score, resourceId, dimension, asOfMs, origin: 'hindsight' as const })),
      )
    }
  }
  return scores
}

/** Only what was known then: samples that had ended and sizes that had begun. */
function asOf(input: ForecastInput, nowMs: EpochMs): ForecastInput {
  const cut = <T extends { startMs: number; stepMs: number; values: Float64Array }>(series: T) => ({
    ...series,
    values: series.values.slice(0, Math.max(0, Math.floor((nowMs - series.startMs) / series.stepMs))),
  })
  const metrics = input.metrics.map((one) => ({
    ...one,
    mean: cut(one.mean),
    ...(one.peak === undefined ? {} : { peak: cut(one.peak) }),
  }))
  return { ...input, nowMs, metrics }
}
