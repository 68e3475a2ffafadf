import { dayMs } from '#lib/model/time.ts'
import type { Bench } from './run.ts'
import { scoresOf } from './saturation-scores.ts'
import type { Judged, SeedTask } from './saturation-seed.ts'
import { judgeAll } from './seed-workers.ts'

const seedCount = 200
/** Of every estate one resource in so many is judged, other ones with every seed: 25 whole estates in all. */
const parts = 8
const firstAnchorMs = Date.parse('2026-11-25T03:20:00Z')
/** Anchors go through the year, so that no season of the calendar is favoured. */
const anchorStepDays = 11
const yearDays = 364
const failuresNamed = 5

/**
 * The product's own saturation dates against the simulated estates, whose future is a closed form. The truth is the
 * definition of saturation on the demand that comes; `--sample N` = N seeds instead of 200.
 */
export const benchSaturation: Bench = async ({ sample = seedCount, keep }) => {
  const tasks = Array.from({ length: sample }, (_, i) => taskOf(i))
  const script = new URL('./saturation-worker.ts', import.meta.url)
  const { judged, failures } = await judgeAll<Judged>({ script, tasks, keep })
  for (const text of failures.slice(0, failuresNamed)) process.stderr.write(`  failed: ${text}\n`)
  const already = judged.filter(({ truth, median }) => truth === 0 && median === 0).length
  const groups = (key: (one: Judged) => string) =>
    Object.fromEntries(
      [...Map.groupBy(judged, key)]
        .map(([name, own]) => [name, scoresOf(own)] as const)
        .filter(([, scores]) => Number(scores.n) > 0)
        .sort(([, a], [, b]) => Number(b.n) - Number(a.n)),
    )
  return {
    ...scoresOf(judged),
    seeds: sample,
    forecasts: judged.length,
    saturatedAlready: already,
    failed: failures.length,
    byDimension: groups(({ dimension }) => dimension),
    byClass: groups(({ resourceClass }) => resourceClass),
    byResource: groups(({ resource, dimension }) => `${resource}/${dimension}`),
  }
}

function taskOf(i: number): SeedTask {
  const anchorMs = firstAnchorMs + ((i * anchorStepDays) % yearDays) * dayMs
  return { seed: i + 1, anchorMs, part: 0, parts }
}
