import { Readable } from 'node:stream'
import {
  GetMetricDataCommand,
  type GetMetricDataOutput,
  type MetricDataQuery,
  type MetricStat,
} from '@aws-sdk/client-cloudwatch'
import type { DeserializeMiddleware } from '@smithy/types'
import type { Problem } from '#lib/model/account.ts'
import { type Statistic, tierFacts } from '#lib/model/series.ts'
import { type EpochMs, hourMs, type Range } from '#lib/model/time.ts'
import type { Aws, RegionAws } from './aws.ts'
import type { PulledBlock, PullRequest, PullResult } from './collector.ts'
import { forEachLimited } from './concurrency.ts'
import { distinctProblems, isBadRequest, problemOf } from './fault.ts'
import { type Ask, billedMetrics, maxValues, type PackedCall, packCalls, stepsOf } from './query.ts'
import { backoffMs } from './retry.ts'
import { holdWhileRead, type Slots } from './slots.ts'
import { blockOf, type Filling, fill, openFillings, type Tally } from './values.ts'

const action = 'cloudwatch:GetMetricData'
/** Calls in flight: enough to keep the parser busy, few enough to keep memory flat (100,800 values a call). */
const concurrency = 3
/** Calls are packed to fit into one page; one that goes on for so many goes in circles. */
const mostPages = 50
/** How often a query that stays incomplete is asked again. */
const rounds = 8
/** AWS grants fewer datapoints where a call begins within three hours. */
const recentMs = 3.1 * hourMs
/** An incomplete answer is no overload: the waits stay short. */
const longestWaitMs = 2000

type Pull = {
  readonly aws: RegionAws
  readonly periodMs: number
  readonly provisionalFromMs: ReadonlyMap<number, EpochMs>
  readonly write: (blocks: readonly PulledBlock[]) => Promise<void>
  readonly tally: Tally & Record<Noticed, number>
  readonly problems: Problem[]
}
type Noticed = 'calls' | 'billedMetrics' | 'series' | 'tokenLoops' | 'askedAgain' | 'incompleteSeries'

export type SamplesOptions = {
  readonly aws: Aws
  readonly request: PullRequest
  readonly write: (blocks: readonly PulledBlock[]) => Promise<void>
  readonly signal?: AbortSignal | undefined
}

/**
 * Pulls samples in packed calls. Only series of which every statistic came back Complete are handed over; the others
 * are asked again, and in the end counted and named. An error of `write` stops the pull and is thrown.
 */
export async function pullSamples({ aws, request, write, signal }: SamplesOptions): Promise<PullResult> {
  const { account, region, tier, items } = request
  const pull: Pull = {
    aws: aws.at({ account, region }),
    periodMs: tierFacts[tier].periodMs,
    provisionalFromMs: new Map(
      items.map((item) => [item.series.id, item.provisionalFromMs ?? Number.POSITIVE_INFINITY]),
    ),
    write,
    tally: {
      ...{ calls: 0, billedMetrics: 0, series: 0, values: 0, quarantined: 0, aboveHundred: 0, offGrid: 0 },
      ...{ tokenLoops: 0, askedAgain: 0, incompleteSeries: 0 },
    },
    problems: [],
  }
  const asks = items.map(({ series, range }) => ({
    seriesId: series.id,
    metric: series.metric,
    statistics: distinct(series.statistics),
    range,
  }))
  await forEachLimited(packCalls(asks, pull.periodMs), {
    limit: concurrency,
    work: async (call) => {
      if (!signal?.aborted) await pullCall(pull, call)
    },
  })
  signal?.throwIfAborted()
  return { counts: pull.tally, problems: distinctProblems(pull.problems) }
}

function distinct(statistics: readonly Statistic[]): readonly Statistic[] {
  const once = new Set(statistics)
  return once.size === statistics.length ? statistics : [...once]
}

/** Asks until every series of the call is complete; what fails for good is named and left uncovered. */
async function pullCall(pull: Pull, call: PackedCall): Promise<void> {
  let missing: readonly Ask[] = call.asks
  for (let round = 1; missing.length > 0; round++) {
    const result = await askOnce(pull, { range: call.range, asks: missing })
    if (result.blocks.length > 0) await pull.write(result.blocks)
    pull.tally.series += result.blocks.length
    missing = result.incomplete
    if (missing.length === 0) return
    if (result.error !== undefined)
      return giveUpOrSplit(pull, { range: call.range, asks: missing, error: result.error })
    if (round === rounds) return nameIncomplete(pull, missing)
    pull.tally.askedAgain += missing.length
    await pull.aws.clock.sleep(Math.min(longestWaitMs, backoffMs(round, pull.aws.random())))
  }
}

type Answer = {
  readonly blocks: readonly PulledBlock[]
  readonly incomplete: readonly Ask[]
  readonly error?: unknown
}

/** One call with all its pages. */
async function askOnce(pull: Pull, call: PackedCall): Promise<Answer> {
  const fillings = call.asks.map((ask) => openFillings(ask, pull.periodMs))
  const flat = fillings.flat()
  let error: unknown
  try {
    await readPages(pull, { range: call.range, fillings: flat })
  } catch (thrown) {
    error = thrown
  }
  const blocks: PulledBlock[] = []
  const incomplete: Ask[] = []
  fillings.forEach((ofSeries, i) => {
    const ask = call.asks[i]
    if (!ask) return
    const complete = ofSeries.every(({ status }) => status === 'Complete')
    const provisionalFromMs = pull.provisionalFromMs.get(ask.seriesId) ?? Number.POSITIVE_INFINITY
    const block = complete
      ? blockOf({ fillings: ofSeries, periodMs: pull.periodMs, provisionalFromMs })
      : undefined
    if (block) blocks.push(block)
    else incomplete.push(ask)
  })
  return { blocks, incomplete, error }
}

type Reading = { readonly range: Range; readonly fillings: readonly Filling[] }

async function readPages(pull: Pull, { range, fillings }: Reading): Promise<void> {
  const queries = fillings.map(
    (filling, i): MetricDataQuery => ({ Id: `q${i}`, MetricStat: statOf(filling, pull.periodMs) }),
  )
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page = await sendPage(pull, { range, queries, token })
    pull.tally.calls++
    pull.tally.billedMetrics += billedMetrics(queries)
    for (const result of page.MetricDataResults ?? []) {
      const filling = fillings[Number(result.Id?.slice(1))]
      if (!filling) continue
      fill(filling, { points: result, periodMs: pull.periodMs, tally: pull.tally })
      filling.status = result.StatusCode
    }
    token = page.NextToken || undefined
    if (token === undefined) return
    if (seen.has(token) || seen.size >= mostPages) {
      // AWS sends tokens for ever: nothing of this call can be trusted to be complete.
      pull.tally.tokenLoops++
      for (const filling of fillings) filling.status = 'TokenLoop'
      return
    }
    seen.add(token)
  } while (token)
}

type PageRequest = {
  readonly range: Range
  readonly queries: MetricDataQuery[]
  readonly token: string | undefined
}

function sendPage(pull: Pull, { range, queries, token }: PageRequest): Promise<GetMetricDataOutput> {
  const datapoints = Math.min(maxValues, queries.length * stepsOf(range, pull.periodMs))
  // A little early rather than late: our clock is not AWS's.
  const recent = range.fromMs >= pull.aws.clock.now() - recentMs
  return pull.aws.call(
    action,
    ({ cloudwatch }, options) => {
      const command = new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(range.fromMs),
        EndTime: new Date(range.toMs),
        ScanBy: 'TimestampAscending',
        ...(token === undefined ? {} : { NextToken: token }),
      })
      command.middlewareStack.add(readInTurn(pull.aws.largeBodies), { step: 'deserialize', priority: 'low' })
      return cloudwatch.send(command, options)
    },
    { datapoints, recent },
  )
}

/** Between the answer's head and its body. */
function readInTurn<Input extends object, Output extends object>(
  slots: Slots,
): DeserializeMiddleware<Input, Output> {
  return (next) => async (args) => {
    const result = await next(args)
    const { response } = result
    const body: unknown = Reflect.get(Object(response), 'body')
    if (body instanceof Readable) await holdWhileRead(slots, body)
    return result
  }
}

function statOf({ ask, statistic }: Filling, periodMs: number): MetricStat {
  const { namespace, name, dimensions } = ask.metric
  return {
    Metric: {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: periodMs / 1000,
    Stat: statistic,
  }
}

/** A call that AWS refuses for one bad metric is halved until the bad one stands alone. */
async function giveUpOrSplit(
  pull: Pull,
  { error, ...call }: PackedCall & { readonly error: unknown },
): Promise<void> {
  if (!isBadRequest(error) || call.asks.length < 2) {
    pull.tally.incompleteSeries += call.asks.length
    pull.problems.push(problemOf(error, { scope: pull.aws.scope, action }))
    return
  }
  const middle = Math.ceil(call.asks.length / 2)
  await pullCall(pull, { range: call.range, asks: call.asks.slice(0, middle) })
  await pullCall(pull, { range: call.range, asks: call.asks.slice(middle) })
}

function nameIncomplete(pull: Pull, asks: readonly Ask[]): void {
  pull.tally.incompleteSeries += asks.length
  const names = asks
    .slice(0, 3)
    .map(({ metric }) => `${metric.name} of ${Object.values(metric.dimensions)[0] ?? '?'}`)
  pull.problems.push({
    scope: pull.aws.scope,
    action,
    code: 'aws-incomplete',
    text: `${action} in ${pull.aws.scope}: ${asks.length} series stayed incomplete after ${rounds} attempts (${names.join(', ')}). They are asked again with the next run.`,
  })
}
