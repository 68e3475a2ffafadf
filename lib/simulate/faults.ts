import type { EpochMs } from '#lib/model/time.ts'
import { minuteMs } from '#lib/model/time.ts'

/** Faults that can be switched on, all off by default. Shares are of calls (0 to 1), seeded by call number. */
export type FaultOptions = {
  /** Token bucket per account, region and operation, with a burst of one second. */
  readonly requestsPerSecond?: number
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
  /** Share of assumed sessions that are refused as expired from their second call on. */
  readonly expiredTokenShare?: number
  /** Wait before every answer. */
  readonly slowMs?: number
  /** Samples of the newest ten minutes come late or are revised. */
  readonly lateSamples?: boolean
}

export type TransportFault = 'reset' | 'truncate' | 'server-error' | 'unavailable'

/** Faults inside GetMetricData results. */
export type SampleFaults = {
  /** Status that result number `index` of this call has instead of Complete. */
  resultStatus(index: number): 'InternalError' | 'PartialData' | undefined
  /** Factor for a value whose period ended `ageMs` ago; `NaN` = not there yet. */
  lateFactor(metricId: number, atMs: EpochMs, ageMs: number): number
  readonly late: boolean
}

export type Faults = {
  readonly slowMs: number
  nextCall(): CallFaults
  takeToken(key: string): boolean
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
  return {
    slowMs: options.slowMs ?? 0,
    nextCall: () => callFaults(options, seed, ++calls),
    takeToken: tokenBuckets(options.requestsPerSecond, monotonicMs),
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
  return {
    late: options.lateSamples === true,
    resultStatus(index) {
      if (internal + partial === 0) return undefined
      const draw = unitHash(seed, 4, call, index)
      if (draw < internal) return 'InternalError'
      return draw < internal + partial ? 'PartialData' : undefined
    },
    lateFactor(metricId, atMs, ageMs) {
      if (!options.lateSamples || ageMs >= provisionalMs) return 1
      const arrivesAfterMs = unitHash(seed, 6, metricId, atMs) * provisionalMs * 0.9
      if (ageMs < arrivesAfterMs) return Number.NaN
      return unitHash(seed, 7, metricId, atMs) < 0.5 ? 0.8 + 0.15 * unitHash(seed, 8, metricId, atMs) : 1
    },
  }
}

/** One bucket per key, filled with `rate` tokens a second up to `rate` (at least one). */
function tokenBuckets(rate: number | undefined, monotonicMs: () => number): (key: string) => boolean {
  const buckets = new Map<string, { tokens: number; atMs: number }>()
  return (key) => {
    if (rate === undefined) return true
    const burst = Math.max(1, rate)
    const nowMs = monotonicMs()
    const bucket = buckets.get(key) ?? { tokens: burst, atMs: nowMs }
    buckets.set(key, bucket)
    bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * rate)
    bucket.atMs = nowMs
    if (bucket.tokens < 1) return false
    bucket.tokens -= 1
    return true
  }
}
