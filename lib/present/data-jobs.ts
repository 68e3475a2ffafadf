import type { JobSchedule, Run } from '#lib/model/run.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { amount, cell, type DataCell, type DataTable } from './data-table.ts'
import { count, duration, instant, number, plural } from './format.ts'

export type JobsInput = {
  readonly runs: readonly Run[]
  readonly schedules: readonly JobSchedule[]
  readonly nowMs: EpochMs
}

/** One row a job: its newest run over all its scopes, and when it is due next. */
export function jobTable({ runs, schedules, nowMs }: JobsInput): DataTable {
  const byJob = Map.groupBy(runs, ({ job }) => job)
  const known = schedules.map(({ job }) => job)
  const names = [...known, ...[...byJob.keys()].filter((job) => !known.includes(job))]
  return {
    key: 'jobs',
    title: 'Jobs',
    sub: 'Newest run and next due, UTC',
    head: ['Job', 'State', 'Last run', 'Took', 'Next due', 'Counts', 'Problems'],
    numeric: [3, 6],
    rows: names.map((job) => {
      const schedule = schedules.find((one) => one.job === job)
      return jobRow({ job, runs: byJob.get(job) ?? [], nowMs, ...(schedule && { schedule }) })
    }),
    empty: { title: 'No job has run', text: 'Start the worker: npm run worker.' },
    wide: true,
  }
}

type JobRow = {
  readonly job: string
  readonly runs: readonly Run[]
  readonly schedule?: JobSchedule
  readonly nowMs: EpochMs
}

function jobRow({ job, runs, schedule, nowMs }: JobRow): DataCell[] {
  const newest = runs.reduce<Run | undefined>((a, b) => (a && a.startedMs > b.startedMs ? a : b), undefined)
  const took = newest && (newest.endedMs ?? nowMs) - newest.startedMs
  const problems = runs.reduce((sum, one) => sum + one.problems.length, 0)
  return [
    cell(job, schedule?.about),
    stateCell(runs),
    newest ? amount(instant(newest.startedMs), isoOf(newest.startedMs)) : cell('not yet'),
    took === undefined ? cell('–') : amount(duration(took), Math.round(took / 1_000)),
    nextCell(schedule, nowMs),
    cell(newest ? countsText(newest.counts) : '–'),
    amount(count(problems), problems),
  ]
}

const isoOf = (ms: EpochMs) => new Date(ms).toISOString()
const tones = { done: 'save', failed: 'risk', running: 'watch' } as const

/** The worst of the newest runs of all scopes, with the scopes behind it. */
function stateCell(runs: readonly Run[]): DataCell {
  const order = ['failed', 'running', 'done'] as const
  const state = order.find((one) => runs.some((run) => run.state === one))
  if (!state) return cell('waiting')
  const affected = runs.filter((run) => run.state === state)
  const note = affected.find((run) => run.note !== '')?.note
  const lines = runs.map((run) => `${run.scope}: ${run.state}, ${instant(run.startedMs)}`)
  return {
    text: runs.length === 1 ? state : `${state}, ${count(affected.length)} of ${count(runs.length)}`,
    tone: tones[state],
    ...(note && state !== 'done' && { sub: note }),
    ...(runs.length > 1 && { more: { label: plural(runs.length, 'scope'), lines } }),
  }
}

/** Periods begin at whole multiples of their length. */
function nextCell(schedule: JobSchedule | undefined, nowMs: EpochMs): DataCell {
  if (!schedule) return cell('not scheduled')
  const nextMs = (Math.floor(nowMs / schedule.everyMs) + 1) * schedule.everyMs
  return { text: instant(nextMs), value: isoOf(nextMs), sub: `every ${duration(schedule.everyMs)}` }
}

const countsShown = 3

/** The largest counts of a run, with how many others there are. */
function countsText(counts: Run['counts']): string {
  const told = Object.entries(counts)
    .filter(([, value]) => value !== 0)
    .sort(([, a], [, b]) => b - a)
  const more = told.length - countsShown
  const text = told.slice(0, countsShown).map(([name, value]) => `${name} ${number(value)}`)
  return [...text, ...(more > 0 ? [`${count(more)} more`] : [])].join(', ') || 'none'
}
