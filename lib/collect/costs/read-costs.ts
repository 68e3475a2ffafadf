import {
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  type ResultByTime,
} from '@aws-sdk/client-cost-explorer'
import type { Account, Problem } from '#lib/model/account.ts'
import type { CostDay, CostGrouping } from '#lib/model/cost.ts'
import type { Aws } from '../aws.ts'
import { problemOf } from '../fault.ts'
import { TokenLoopError } from '../pages.ts'
import { costMetrics, costRows, filterOf, groupBy } from './cost-query.ts'
import { CostCallsSpentError, type Permit, spentProblem, takePermit } from './permit.ts'
import { mergeTeams } from './team-rows.ts'

const action = 'ce:GetCostAndUsage'

/** What to ask Cost Explorer: days `[fromDay, toDay)`, the end exclusive, or their months. */
export type CostQuery = {
  readonly payer: Account
  readonly fromDay: string
  readonly toDay: string
  readonly granularity: 'day' | 'month'
  readonly grouping: CostGrouping
}

export type CostReading = {
  readonly rows: readonly CostDay[]
  /** Days before this one are complete; the end of the query where nothing went wrong. */
  readonly readToDay: string
  readonly problems: readonly Problem[]
}

export type CostReader = {
  readonly aws: Aws
  readonly teamTagKeys: readonly string[]
  readonly permit: Permit
}

/**
 * Dollars by account and one more key. Cost Explorer charges $0.01 a page; a team takes one query for each tag key.
 * Stops at a fault or when the calls are used up: the days read until then stand.
 */
export async function readCosts(reader: CostReader, query: CostQuery): Promise<CostReading> {
  if (query.grouping !== 'team') return readGrouping(reader, query, [])
  const readings: CostReading[] = []
  const keys = reader.teamTagKeys.length > 0 ? reader.teamTagKeys : ['team']
  for (let i = 0; i < keys.length; i++) {
    const reading = await readGrouping(reader, query, keys.slice(0, i + 1))
    readings.push(reading)
    if (reading.readToDay <= query.fromDay) break
  }
  const whole = readings.length < keys.length ? query.fromDay : query.toDay
  const [readToDay = query.fromDay] = [whole, ...readings.map((one) => one.readToDay)].sort()
  return {
    rows: mergeTeams(readings.map(({ rows }) => rows)).filter(({ day }) => day < readToDay),
    readToDay,
    problems: readings.flatMap(({ problems }) => problems),
  }
}

async function readGrouping(
  { aws, permit }: CostReader,
  query: CostQuery,
  tagKeys: readonly string[],
): Promise<CostReading> {
  const { payer, grouping, fromDay, toDay } = query
  const place = aws.at({ account: payer, region: 'us-east-1' })
  const results: ResultByTime[] = []
  const problems: Problem[] = []
  const seen = new Set<string>()
  let token: string | undefined
  try {
    do {
      const input = { ...requestOf(query, tagKeys), ...(token === undefined ? {} : { NextPageToken: token }) }
      const page = await place.call(action, async ({ costExplorer }, sending) => {
        await takePermit(permit)
        return costExplorer.send(new GetCostAndUsageCommand(input), sending)
      })
      results.push(...(page.ResultsByTime ?? []))
      token = page.NextPageToken || undefined
      if (token !== undefined && seen.has(token)) throw new TokenLoopError(seen.size)
      if (token !== undefined) seen.add(token)
    } while (token !== undefined)
  } catch (error) {
    const scope = payer.id
    problems.push(
      error instanceof CostCallsSpentError
        ? spentProblem(scope, action)
        : problemOf(error, { scope, action }),
    )
  }
  const last = results.at(-1)?.TimePeriod?.Start?.slice(0, 10) ?? fromDay
  const readToDay = problems.length === 0 ? toDay : last
  return { ...rowsOf(results, { grouping, readToDay, scope: payer.id, problems }), readToDay }
}

/** The request of one page. A metric that groups are not asked for is not there: `Total` is empty with `GroupBy`. */
function requestOf(query: CostQuery, tagKeys: readonly string[]): GetCostAndUsageCommandInput {
  const filter = filterOf(query.grouping, tagKeys.slice(0, -1))
  return {
    TimePeriod: { Start: query.fromDay, End: query.toDay },
    Granularity: query.granularity === 'day' ? 'DAILY' : 'MONTHLY',
    Metrics: [...costMetrics],
    GroupBy: groupBy(query.grouping, tagKeys.at(-1) ?? 'team'),
    ...(filter && { Filter: filter }),
  }
}

type Collected = {
  readonly grouping: CostGrouping
  readonly readToDay: string
  readonly scope: string
  readonly problems: readonly Problem[]
}

function rowsOf(
  results: readonly ResultByTime[],
  { grouping, readToDay, scope, problems }: Collected,
): Pick<CostReading, 'rows' | 'problems'> {
  const parts = results.map((result) => costRows(result, grouping))
  const unreadable = parts.reduce((sum, part) => sum + part.unreadable, 0)
  const text = `${action} in ${scope}: ${unreadable} groups without a readable account, key or amount were left out.`
  return {
    rows: parts.flatMap(({ rows }) => rows).filter(({ day }) => day < readToDay),
    problems: unreadable === 0 ? problems : [...problems, { scope, action, code: 'cost-unreadable', text }],
  }
}
