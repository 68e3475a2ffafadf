import type { EpochMs } from '#lib/model/time.ts'
import { hourMs, minuteMs } from '#lib/model/time.ts'

/** Faults that can be switched on, all off by default. Shares are of calls (0 to 1), seeded by call number. */
export type FaultOptions = {
  /** Token bucket per account, region and operation, with a burst of one second; by IAM action where they differ. */
  readonly requestsPerSecond?: number | Readonly<Record<string, number>>
  /**
   * Datapoints that GetMetricData grants a second per account and region, counted by range and period: `recent` where
   * the call begins within three hours, else `older`. Burst of one second.
   */
  readonly datapointsPerSecond?: { readonly recent: number; readonly older: number }
  /** `ACCOUNT/REGION` places where the faults strike, slowness apart; everywhere where absent. */
  readonly onlyIn?: readonly string[]
  /** HTTP 500 or 503. */
  readonly serverErrorShare?: number
  /** The connection is reset before any answer. */
  readonly resetShare?: number
  /** The body ends half way, without its end. */
  readonly truncatedShare?: number
  /** Share of GetMetricData results with status InternalError and no values. */
  readonly internalErrorShare?: number
  /** Share of GetMetricData results with status PartialData, half of their values and no more to come. */
  readonly partialDataShare?: number
  /** Share of GetMetricData results that are not in the answer at all. */
  readonly missingShare?: number
  /** The answer carries a page token that leads to itself for ever. */
  readonly tokenLoopShare?: number
  /** The first page comes twice. */
  readonly repeatedPageShare?: number
  /** Results, and the points inside them, come in no order. */
  readonly shuffledShare?: number
  /** Assumed sessions end after so long, whatever was asked for. */
  readonly sessionMs?: number
  /** Share of assumed sessions that are refused as expired from their second call on. */
  readonly expiredTokenShare?: number
  /** Wait before every answer. */
  readonly slowMs?: number
  /** Samples of the newest ten minutes come late or are revised. */
  readonly lateSamples?: boolean
  /** Share of samples that are not there until up to `backfilledMs` (72 hours unless given) after their period. */
  readonly backfilledShare?: number
  readonly backfilledMs?: number
}

export type TransportFault = 'reset' | 'truncate' | 'server-error' | 'unavailable'

/** Faults inside GetMetricData results. */
export type SampleFaults = {
  /** Status that result number `index` of this call has instead of Complete. */
  resultStatus(index: number): 'InternalError' | 'PartialData' | 'Missing' | undefined
  /** Factor for a value whose period ended `ageMs` ago; `NaN` = not there yet. */
  lateFactor(metricId: number, atMs: EpochMs, ageMs: number): number
  /** Samples of this age or older are final; 0 = none comes late. */
  readonly finalAfterMs: number
  /** What is wrong with the pages of this call. */
  readonly paging?: 'loop' | 'repeat'
  /** Seed of the disorder of this call; absent = in order. */
  readonly shuffle?: number
}

export type Faults = {
  readonly slowMs: number
  nextCall(): CallFaults
  /** Whether the faults strike in this account and region. */
  strikes(scope: string): boolean
  /** `scope` is `ACCOUNT/REGION`. */
  takeToken(scope: string, action: string): boolean
  takeDatapoints(scope: string, count: number, recent: boolean): boolean
  readonly sessionMs: number | undefined
  sessionExpires(serial: number): boolean
}

export type CallFaults = { readonly transport?: TransportFault; readonly samples: SampleFaults }

/** Late samples are final after this time. */
export const provisionalMs = 10 * minuteMs

/** A number in [0, 1) from whole numbers: a 32-bit avalanche hash (the finalizer of MurmurHash3) over all parts. */
export function unitHash(...parts: readonly number[]): number {
  let h = 0x9e3779b9
  for (const part of parts) {
    h = mix(h ^ (part | 0))
    h = mix(h ^ Math.floor(part / 2 ** 32))
  }
  return (h >>> 0) / 2 ** 32
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

export function openFaults(options: FaultOptions, seed: number, monotonicMs: () => number): Faults {
  let calls = 0
  const { requestsPerSecond, datapointsPerSecond, onlyIn } = options
  const requests = tokenBuckets(monotonicMs)
  // Counted in seconds of the allowance, so that recent and older calls draw from one bucket.
  const datapoints = tokenBuckets(monotonicMs)
  const rateOf = (action: string) =>
    typeof requestsPerSecond === 'object' ? requestsPerSecond[action] : requestsPerSecond
  return {
    slowMs: options.slowMs ?? 0,
    nextCall: () => callFaults(options, seed, ++calls),
    strikes: (scope) => onlyIn === undefined || onlyIn.includes(scope),
    takeToken(scope, action) {
      const rate = rateOf(action)
      return rate === undefined || requests(`${scope}/${action}`, { rate, count: 1 })
    },
    takeDatapoints(scope, count, recent) {
      if (datapointsPerSecond === undefined) return true
      const rate = datapointsPerSecond[recent ? 'recent' : 'older']
      return datapoints(scope, { rate: 1, count: Math.min(1, count / rate) })
    },
    sessionMs: options.sessionMs,
    sessionExpires: (serial) => unitHash(seed, 5, serial) < (options.expiredTokenShare ?? 0),
  }
}

function callFaults(options: FaultOptions, seed: number, call: number): CallFaults {
  const samples = sampleFaults(options, seed, call)
  const hits = (kind: number, share = 0) => unitHash(seed, kind, call) < share
  if (hits(1, options.resetShare)) return { transport: 'reset', samples }
  if (hits(2, options.serverErrorShare)) {
    return { transport: call % 2 === 0 ? 'server-error' : 'unavailable', samples }
  }
  if (hits(3, options.truncatedShare)) return { transport: 'truncate', samples }
  return { samples }
}

function sampleFaults(options: FaultOptions, seed: number, call: number): SampleFaults {
  const internal = options.internalErrorShare ?? 0
  const partial = options.partialDataShare ?? 0
  const missing = options.missingShare ?? 0
  const hits = (kind: number, share = 0) => unitHash(seed, kind, call) < share
  const paging = hits(9, options.tokenLoopShare)
    ? ({ paging: 'loop' } as const)
    : hits(10, options.repeatedPageShare)
      ? ({ paging: 'repeat' } as const)
      : {}
  return {
    ...paging,
    ...(hits(11, options.shuffledShare) ? { shuffle: call } : {}),
    resultStatus(index) {
      if (internal + partial + missing === 0) return undefined
      const draw = unitHash(seed, 4, call, index)
      if (draw < internal) return 'InternalError'
      if (draw < internal + partial) return 'PartialData'
      return draw < internal + partial + missing ? 'Missing' : undefined
    },
    ...lateness(options, seed),
  }
}

/** When samples come and how they are revised: the same for every call. */
function lateness(options: FaultOptions, seed: number): Pick<SampleFaults, 'finalAfterMs' | 'lateFactor'> {
  const { lateSamples = false, backfilledShare = 0, backfilledMs = 72 * hourMs } = options
  return {
    finalAfterMs: backfilledShare > 0 ? backfilledMs : lateSamples ? provisionalMs : 0,
    lateFactor(metricId, atMs, ageMs) {
      const backfilled = unitHash(seed, 12, metricId, atMs) < backfilledShare
      if (backfilled && ageMs < unitHash(seed, 13, metricId, atMs) * backfilledMs) return Number.NaN
      if (!lateSamples || ageMs >= provisionalMs) return 1
      const arrivesAfterMs = unitHash(seed, 6, metricId, atMs) * provisionalMs * 0.9
      if (ageMs < arrivesAfterMs) return Number.NaN
      return unitHash(seed, 7, metricId, atMs) < 0.5 ? 0.8 + 0.15 * unitHash(seed, 8, metricId, atMs) : 1
    },
  }
}

type Taking = { readonly rate: number; readonly count: number }

/** One bucket per key, filled with `rate` tokens a second up to `rate` (at least one). */
function tokenBuckets(monotonicMs: () => number): (key: string, taking: Taking) => boolean {
  const buckets = new Map<string, { tokens: number; atMs: number }>()
  return (key, { rate, count }) => {
    const burst = Math.max(1, rate)
    const nowMs = monotonicMs()
    const bucket = buckets.get(key) ?? { tokens: burst, atMs: nowMs }
    buckets.set(key, bucket)
    bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * rate)
    bucket.atMs = nowMs
    if (bucket.tokens < count) return false
    bucket.tokens -= count
    return true
  }
}

/** What a call meets where the faults do not strike. */
export const noFaults: CallFaults = {
  samples: { finalAfterMs: 0, resultStatus: () => undefined, lateFactor: () => 1 },
}

/**
 * What AWS grants by default (CloudWatch service quotas, read 2026-11): requests a second of an account and region, and
 * datapoints of GetMetricData.
 */
export const documentedLimits = {
  requestsPerSecond: { 'cloudwatch:GetMetricData': 50, 'cloudwatch:ListMetrics': 25 },
  datapointsPerSecond: { recent: 180_000, older: 396_000 },
} as const satisfies FaultOptions
