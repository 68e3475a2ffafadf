import { dayMs } from '#lib/model/time.ts'
import { riskScores } from './risk-scores.ts'
import type { JudgedSize } from './risk-seed.ts'
import type { Bench } from './run.ts'
import type { SeedTask } from './saturation-seed.ts'
import { judgeAll } from './seed-workers.ts'

const seedCount = 50
const firstAnchorMs = Date.parse('2026-11-25T03:20:00Z')
/** Anchors go through the year, so that no season of the calendar is favoured. */
const anchorStepDays = 11
const yearDays = 364
const failuresNamed = 5

/**
 * The chances that sizes are offered with against what the simulated demand of the next 90 days makes of them, and
 * what becomes of the sizes recommended at an accepted risk of 5 %; `--sample N` = N seeds instead of 50.
 */
export const benchRisk: Bench = async ({ sample = seedCount, keep }) => {
  const tasks = Array.from({ length: sample }, (_, i) => taskOf(i))
  const script = new URL('./risk-worker.ts', import.meta.url)
  const { judged, failures } = await judgeAll<JudgedSize>({ script, tasks, keep })
  for (const text of failures.slice(0, failuresNamed)) process.stderr.write(`  failed: ${text}\n`)
  return { seeds: sample, failed: failures.length, ...riskScores(judged) }
}

function taskOf(i: number): SeedTask {
  const anchorMs = firstAnchorMs + ((i * anchorStepDays) % yearDays) * dayMs
  return { seed: i + 1, anchorMs, part: 0, parts: 1 }
}
