import type { Problem } from '#lib/model/account.ts'
import { resourceClasses } from '#lib/model/resource.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { isDecided, sum } from './fleet.ts'
import { count, percent, plural } from './format.ts'
import type { OverviewFacts } from './overview-facts.ts'

/** Work under way. `share` is of the back-fill, 0 to 1. */
export type ProgressView = {
  readonly title: string
  readonly text: string
  readonly share?: number
  /** Something is being pulled or computed now: the page reads itself again. */
  readonly live: boolean
  readonly jobs: readonly { readonly name: string; readonly text: string; readonly share?: number }[]
}

export type ProblemsView = {
  readonly title: string
  readonly problems: readonly Problem[]
}

/** Absent once everything is pulled and forecast and nothing of the first pull runs. */
export function presentProgress({ rows, freshness }: OverviewFacts): ProgressView | undefined {
  const { running, backfill } = freshness
  const waiting = rows.filter((row) => !isDecided(row)).length
  const filled = backfill.total > 0 && backfill.done >= backfill.total
  if (filled && waiting === 0) return undefined
  if (running.length === 0 && waiting === 0) return undefined
  const decided = rows.length - waiting
  const title = filled
    ? `${plural(waiting, 'resource')} ${waiting === 1 ? 'waits' : 'wait'} for the next forecast run`
    : decided === 0
      ? 'First pull under way'
      : 'History is still arriving'
  const parts = [
    rows.length > 0 ? `${count(decided)} of ${plural(rows.length, 'resource')} decided` : undefined,
    decided === 0 && rows.length > 0 ? `found: ${foundText(rows)}` : undefined,
    backfill.total > 0 && !filled
      ? `history: ${count(backfill.done)} of ${count(backfill.total)} series complete`
      : undefined,
  ].filter((part) => part !== undefined)
  return {
    title,
    text: parts.join('; '),
    share: filled || backfill.total === 0 ? undefined : backfill.done / backfill.total,
    live: running.length > 0 || !filled,
    jobs: presentJobs(running),
  }
}

/** One line per job name: runs of the same job in several places are added up; the newest note stands. */
function presentJobs(running: OverviewFacts['freshness']['running']): ProgressView['jobs'] {
  return [...Map.groupBy(running, ({ job }) => job)].map(([name, runs]) => {
    const done = sum(runs.map((run) => run.done))
    const total = sum(runs.map((run) => run.total))
    const note = runs.find((run) => run.note !== '')?.note
    const counted = total > 0 ? `${count(done)} of ${count(total)} (${percent(done / total)})` : undefined
    return {
      name,
      text: [counted, note].filter((part) => part !== undefined).join(', '),
      share: total > 0 ? Math.min(1, done / total) : undefined,
    }
  })
}

/** `9 EC2, 11 ASG, 13 RDS`. */
function foundText(rows: OverviewFacts['rows']): string {
  return resourceClasses
    .map((one) => ({
      label: classDefinitions[one].label,
      found: rows.filter((row) => row.resource.resourceClass === one),
    }))
    .filter(({ found }) => found.length > 0)
    .map(({ label, found }) => `${count(found.length)} ${label}`)
    .join(', ')
}

/** What could not be read; the totals exclude it. Absent when nothing is wrong. */
export function presentProblems(found: readonly Problem[]): ProblemsView | undefined {
  if (found.length === 0) return undefined
  const key = ({ scope, code, text }: Problem) => `${scope} ${code} ${text}`
  const problems = [...new Map(found.map((problem) => [key(problem), problem])).values()]
  const scopes = new Set(problems.map(({ scope }) => scope))
  return {
    title: `${plural(problems.length, 'problem')} in ${plural(scopes.size, 'place')}; totals exclude what could not be read`,
    problems,
  }
}
