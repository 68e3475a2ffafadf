import { z } from 'zod'
import type { Problem } from '#lib/model/account.ts'
import type { Commitment } from '#lib/model/commitment.ts'
import type { Freshness } from '#lib/model/fleet.ts'
import { type LimitHistory, limitKinds } from '#lib/model/limit.ts'
import { type JobSchedule, type Run, runStates } from '#lib/model/run.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { amount, day, instant, pageSchema, text } from './api-schemas.ts'
import type { DataView as Page } from './data.ts'
import { dataRows } from './data-csv.ts'
import type { DataTable } from './data-table.ts'
import { plainText } from './sentence.ts'

const isoOf = (ms: EpochMs | undefined) => (ms === undefined ? null : new Date(ms).toISOString())
const problem = z.object({ scope: z.string(), code: z.string(), text: z.string(), action: text })
const toProblem = ({ scope, code, text: said, action }: Problem) => ({
  scope,
  code,
  text: said,
  action: action ?? null,
})

/** Age and completeness of what the answers stand on. */
export const freshnessSchema = z.object({
  samplesTo: instant.nullable(),
  costsToDay: day.nullable(),
  forecastAt: instant.nullable(),
  forecastRunId: amount,
  source: z.enum(['aws', 'simulated', 'replay']),
  resources: z.int(),
  accounts: z.int(),
  regions: z.int(),
  backfill: z.object({ done: z.int(), total: z.int() }),
  problems: z.array(problem),
  running: z.array(z.object({ job: z.string(), done: z.int(), total: z.int(), note: z.string() })),
})

export function presentApiFreshness(freshness: Freshness): z.infer<typeof freshnessSchema> {
  const { samplesToMs, costsToDay, forecastMs, forecastRunId, source, backfill } = freshness
  return {
    samplesTo: isoOf(samplesToMs),
    costsToDay: costsToDay ?? null,
    forecastAt: isoOf(forecastMs),
    forecastRunId: forecastRunId ?? null,
    source,
    resources: freshness.resourceCount,
    accounts: freshness.accountCount,
    regions: freshness.regionCount,
    backfill: { ...backfill },
    problems: freshness.problems.map(toProblem),
    running: freshness.running.map((one) => ({ ...one })),
  }
}

/** Limits beside the resources with their days inside the window; `used` is `null` where it is not measured. */
export const limitsSchema = pageSchema(
  z.object({
    id: z.string(),
    accountId: z.string(),
    region: z.string(),
    kind: z.enum(limitKinds),
    name: z.string(),
    used: amount,
    limit: z.number(),
    unit: z.string(),
    startsAt: instant.nullable(),
    endsAt: instant.nullable(),
    detail: z.string(),
    days: z.array(z.object({ day, used: amount, limit: z.number() })),
  }),
)
type ApiLimit = z.infer<typeof limitsSchema>['items'][number]

export type LimitsAsked = {
  readonly kind?: string
  readonly account?: string
  readonly region?: string
  readonly sinceMs: EpochMs
}

/** The limits, the fullest first, of one kind, account or region where it is given. */
export function presentApiLimits(limits: readonly LimitHistory[], asked: LimitsAsked): ApiLimit[] {
  const { kind, account, region, sinceMs } = asked
  const since = isoDay(sinceMs)
  return limits
    .filter((one) => kind === undefined || one.kind === kind)
    .filter((one) => account === undefined || one.accountId === account)
    .filter((one) => region === undefined || one.region === region)
    .map(({ startsMs, endsMs, used, days, ...rest }) => ({
      ...rest,
      used: used ?? null,
      startsAt: isoOf(startsMs),
      endsAt: isoOf(endsMs),
      days: days
        .filter((one) => one.day >= since)
        .map((one) => ({ day: one.day, used: one.used ?? null, limit: one.limit })),
    }))
}

/** Savings Plans and reservations, those that end first at the top. */
export const commitmentsSchema = pageSchema(
  z.object({
    id: z.string(),
    kind: z.enum(['savings-plan', 'reservation']),
    accountId: z.string(),
    appliesTo: z.string(),
    region: text,
    family: text,
    shape: text,
    count: amount,
    committedHourlyUsd: z.number(),
    startsAt: instant,
    endsAt: instant,
    payment: z.string(),
    state: z.string(),
  }),
)

export function presentApiCommitments(
  commitments: readonly Commitment[],
): z.infer<typeof commitmentsSchema>['items'] {
  return commitments.map(({ startMs, endMs, region, family, shape, count, ...rest }) => ({
    ...rest,
    region: region ?? null,
    family: family ?? null,
    shape: shape ?? null,
    count: count ?? null,
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(endMs).toISOString(),
  }))
}

const runSchema = z.object({
  id: z.int(),
  job: z.string(),
  scope: z.string(),
  state: z.enum(runStates),
  startedAt: instant,
  endedAt: instant.nullable(),
  done: z.int(),
  total: z.int(),
  note: z.string(),
  counts: z.record(z.string(), z.number()),
  problems: z.array(problem),
})

/** Executions of jobs, the newest first. */
export const runsSchema = pageSchema(runSchema)

export function toApiRun(run: Run): z.infer<typeof runSchema> {
  const { startedMs, endedMs, counts, problems, ...rest } = run
  return {
    ...rest,
    startedAt: new Date(startedMs).toISOString(),
    endedAt: isoOf(endedMs),
    counts: { ...counts },
    problems: problems.map(toProblem),
  }
}

/** The jobs in the order of the pipeline, with the newest run of each scope. */
export const jobsSchema = pageSchema(
  z.object({
    job: z.string(),
    about: z.string(),
    everySeconds: z.number(),
    nextDueAt: instant,
    runs: z.array(runSchema),
  }),
)

export function presentApiJobs(
  schedules: readonly JobSchedule[],
  runs: readonly Run[],
  nowMs: EpochMs,
): z.infer<typeof jobsSchema>['items'] {
  const byJob = Map.groupBy(runs, ({ job }) => job)
  return schedules.map(({ job, about, everyMs }) => ({
    job,
    about,
    everySeconds: everyMs / 1000,
    nextDueAt: new Date((Math.floor(nowMs / everyMs) + 1) * everyMs).toISOString(),
    runs: (byJob.get(job) ?? []).map(toApiRun),
  }))
}

/** What the page of data says first, and its tables by key. */
export const dataSchema = z.object({
  lede: z.string(),
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  tables: z.array(z.object({ key: z.string(), title: z.string(), sub: z.string(), rows: z.int() })),
})

export function presentApiData({ lede, answers, tables }: Page): z.infer<typeof dataSchema> {
  return {
    lede,
    answers: answers.map(({ question, answer }) => ({ question, answer: plainText(answer) })),
    tables: tables.map(({ key, title, sub, rows }) => ({ key, title, sub, rows: rows.length })),
  }
}

/** One table of the page, as raw as in its CSV: an item is a row, in the order of `columns`. */
export const dataTableSchema = pageSchema(z.array(z.union([z.string(), z.number(), z.null()]))).extend({
  key: z.string(),
  title: z.string(),
  columns: z.array(z.string()),
})

export function presentApiTable(table: DataTable) {
  const { columns, rows } = dataRows(table)
  const known = (cell: string | number | null | undefined) =>
    cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell)) ? null : cell
  return { key: table.key, title: table.title, columns, items: rows.map((cells) => cells.map(known)) }
}

/** First instant of a window such as `90d`. */
export function windowStart(window: string, nowMs: EpochMs): EpochMs {
  return nowMs - Number.parseInt(window, 10) * dayMs
}
