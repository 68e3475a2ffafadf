import type { Run } from '#lib/model/run.ts'
import type { EpochMs } from '#lib/model/time.ts'

const barWidth = 20

/** Seconds that a run will still take, from its pace so far; undefined where there is none yet. */
export function secondsLeft(
  run: Pick<Run, 'done' | 'total' | 'startedMs'>,
  nowMs: EpochMs,
): number | undefined {
  if (run.done <= 0 || run.total <= run.done) return undefined
  return Math.ceil(((nowMs - run.startedMs) * (run.total - run.done)) / run.done / 1000)
}

/** One line for people: `forecast  [######    ] 120/220, 14 s left  orders-primary`. */
export function progressLine(
  run: Pick<Run, 'job' | 'done' | 'total' | 'startedMs' | 'note'>,
  nowMs: EpochMs,
): string {
  const share = run.total > 0 ? Math.min(1, run.done / run.total) : 0
  const bar = '#'.repeat(Math.round(share * barWidth)).padEnd(barWidth)
  const left = secondsLeft(run, nowMs)
  const estimate = left === undefined ? '' : `, ${left} s left`
  return `  ${run.job.padEnd(20)} [${bar}] ${run.done}/${run.total}${estimate}  ${run.note}`.trimEnd()
}

/** One line about a run that ended, with its counts. */
export function resultLine(
  run: Pick<Run, 'job' | 'scope' | 'state' | 'counts' | 'startedMs' | 'endedMs' | 'problems'>,
): string {
  const seconds = (((run.endedMs ?? run.startedMs) - run.startedMs) / 1000).toFixed(1)
  const counts = Object.entries(run.counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name} ${count.toLocaleString('en-US')}`)
    .join(', ')
  const scope = run.scope === '' ? '' : ` ${run.scope}`
  const problems = run.problems.length === 0 ? '' : `; ${run.problems.length} problems`
  return `  ${run.job}${scope}: ${run.state} in ${seconds} s${counts ? `; ${counts}` : ''}${problems}`
}
