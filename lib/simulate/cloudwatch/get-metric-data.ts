import { createHash } from 'node:crypto'
import { type EpochMs, hourMs } from '#lib/model/time.ts'
import { AwsError } from '../aws-error.ts'
import type { Answer, Call, Sink } from '../call.ts'
import type { SampleFaults } from '../faults.ts'
import { decodeToken, encodeToken } from '../wire/page.ts'
import { openWriter, writeText } from './byte-writer.ts'
import { mix, orderOf, unitOrder } from './disorder.ts'
import { type MetricDataRequest, type MetricQuery, parseMetricDataRequest } from './metric-query.ts'
import { metricValues } from './metric-values.ts'
import { type ResultPart, stepAfter, writeResult } from './result-text.ts'
import { servedRange } from './retention.ts'
import { openTimestampTexts } from './timestamp-text.ts'

/** Where a page begins: query number, first step of its values, and the instant that all pages are of. */
type Cursor = {
  readonly query: number
  readonly step: number
  readonly nowMs: EpochMs
  readonly digest: string
  /** A fault: this page leads to itself (`loop`), or is the first one again (`again`). */
  readonly paging?: 'loop' | 'again'
}

const flushBytes = 1 << 18
const timestampTexts = openTimestampTexts(64)
const none = new Float64Array(0)

/** GetMetricData, written as text while it is computed: no object per value, bounded memory. */
export function getMetricData(call: Call): Answer {
  const request = parseMetricDataRequest(call.input)
  const cursor = cursorOf(request, call.nowMs)
  if (!admitted(call, request)) throw new AwsError('Throttling', 'Rate exceeded')
  call.meter.queries = request.queries.length
  call.meter.billedMetrics = billedMetrics(request.queries)
  return { kind: 'stream', write: (sink) => writeAnswer({ call, request }, cursor, sink) }
}

/** Datapoints are counted by range and period, however few there are (CloudWatch service quotas). */
function admitted(call: Call, { queries, startMs, endMs, valueLimit }: MetricDataRequest): boolean {
  const count = queries.reduce((sum, { periodMs }) => sum + Math.ceil((endMs - startMs) / periodMs), 0)
  return call.takeDatapoints(Math.min(count, valueLimit), call.nowMs - startMs <= 3 * hourMs)
}

type Job = { readonly call: Call; readonly request: MetricDataRequest }

async function writeAnswer({ call, request }: Job, start: Cursor, sink: Sink): Promise<void> {
  const writer = openWriter(flushBytes * 2)
  let left = request.valueLimit
  let next: Cursor | undefined
  writeText(writer, '{"MetricDataResults":[')
  const order = orderOf(request.queries.length, call.sampleFaults.shuffle)
  let written = 0
  for (let i = start.query; i < request.queries.length && next === undefined; i++) {
    const step = i === start.query ? start.step : 0
    if (left === 0) {
      next = { ...start, query: i, step: 0 }
      break
    }
    const index = order?.[i] ?? i
    const fault = call.sampleFaults.resultStatus(index)
    call.meter.faulted ||= fault !== undefined
    if (fault === 'Missing') continue
    if (written++ > 0) writeText(writer, ',')
    const part = resultPart({ call, request }, { index, step, left, nowMs: start.nowMs })
    writeResult(writer, part.result)
    left -= part.count
    call.meter.values += part.count
    if (part.more) next = { ...start, query: i, step: part.result.to }
    if (writer.length >= flushBytes) {
      await sink(writer.bytes.slice(0, writer.length))
      writer.length = 0
    }
  }
  next = misled(next, start, call.sampleFaults)
  call.meter.faulted ||= next?.paging !== undefined
  const token = next === undefined ? '' : `,"NextToken":"${encodeToken('GetMetricData', next)}"`
  writeText(writer, `],"Messages":[]${token}}`)
  await sink(writer.bytes.slice(0, writer.length))
}

/** The next page as the faults of the call have it. */
function misled(next: Cursor | undefined, start: Cursor, faults: SampleFaults): Cursor | undefined {
  if (start.paging === 'loop') return start
  const first = start.query === 0 && start.step === 0 && start.paging === undefined
  if (!first || faults.paging === undefined) return next
  return { ...start, paging: faults.paging === 'loop' ? 'loop' : 'again' }
}

type PartRequest = {
  readonly index: number
  readonly step: number
  readonly left: number
  readonly nowMs: EpochMs
}

function resultPart(
  { call, request }: Job,
  at: PartRequest,
): { result: ResultPart; count: number; more: boolean } {
  const query = request.queries[at.index] as MetricQuery
  const { values, timestamps } = answerValues({ call, request }, query, at.nowMs)
  const common = { id: query.id, label: query.label, values, timestamps, from: at.step }
  const fault = at.step === 0 ? call.sampleFaults.resultStatus(at.index) : undefined
  // What has no order cannot be cut into pages.
  if (call.sampleFaults.shuffle !== undefined && fault === undefined && values.length <= at.left) {
    const mixed = mix({ values, timestamps }, unitOrder(values.length, call.sampleFaults.shuffle + at.index))
    const count = stepAfter(values, 0, at.left).count
    return { result: { ...common, ...mixed, to: values.length, status: 'Complete' }, count, more: false }
  }
  if (fault === 'InternalError')
    return { result: { ...common, to: at.step, status: fault }, count: 0, more: false }
  if (fault === 'PartialData') {
    const half = stepAfter(values.subarray(0, values.length >> 1), at.step, at.left)
    return { result: { ...common, to: half.to, status: fault }, count: half.count, more: false }
  }
  const { to, count } = stepAfter(values, at.step, at.left)
  const more = to < values.length
  return { result: { ...common, to, status: more ? 'PartialData' : 'Complete' }, count, more }
}

/** Values of one query in answering order; nothing for a metric that does not exist or has another unit. */
function answerValues(
  { call, request }: Job,
  query: MetricQuery,
  nowMs: EpochMs,
): { values: Float64Array; timestamps: Uint8Array } {
  const metric = call.world.findMetric({ ...call.place, nowMs }, query.metric)
  if (metric === undefined || (query.unit !== undefined && query.unit !== metric.unit)) {
    return { values: none, timestamps: new Uint8Array(0) }
  }
  const { startMs, endMs, descending } = request
  const { periodMs, statistic } = query
  const range = servedRange({
    startMs,
    endMs,
    periodMs,
    nowMs,
    keepsAll: call.world.keepsAllSamples ?? false,
  })
  const faults = call.sampleFaults
  const held = metricValues({ world: call.world, metric, statistic, range, periodMs, nowMs, faults })
  const count = held.values.length
  return {
    values: descending ? held.values.toReversed() : held.values,
    timestamps: timestampTexts({ fromMs: held.fromMs, count, periodMs, descending }),
  }
}

function cursorOf(request: MetricDataRequest, nowMs: EpochMs): Cursor {
  const digest = requestDigest(request)
  if (request.nextToken === undefined) return { query: 0, step: 0, nowMs, digest }
  const cursor = decodeToken('GetMetricData', request.nextToken) as Cursor | undefined
  if (cursor === undefined || cursor.digest !== digest)
    throw new AwsError('InvalidNextToken', 'The NextToken is not valid for this request.')
  return cursor
}

function requestDigest(request: MetricDataRequest): string {
  const { nextToken: _, ...rest } = request
  return createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 16)
}

/** Billed per metric of a request; up to five statistics of one metric count once (CloudWatch pricing). */
function billedMetrics(queries: readonly MetricQuery[]): number {
  const statisticsOf = new Map<string, Set<string>>()
  for (const { metric, statistic } of queries) {
    const dimensions = Object.entries(metric.dimensions).map(([name, value]) => `${name}=${value}`)
    const key = [metric.namespace, metric.name, ...dimensions.sort()].join('\n')
    const set = statisticsOf.get(key) ?? new Set()
    statisticsOf.set(key, set.add(statistic))
  }
  let billed = 0
  for (const set of statisticsOf.values()) billed += Math.ceil(set.size / 5)
  return billed
}
