import type { Account } from '#lib/model/account.ts'
import type { Action } from './access-policy.ts'
import type { Clients } from './clients.ts'
import type { ApiUsage } from './collector.ts'
import { withDeadline } from './deadline.ts'
import { classifyFault } from './fault.ts'
import { type Gate, openGate } from './gate.ts'
import type { Clock, Ticket } from './limiter.ts'
import { createMeter } from './meter.ts'
import { type Fault, withRetry } from './retry.ts'
import { openSessions } from './sessions.ts'
import { createSlots, type Slots } from './slots.ts'

/** Where a request goes: the account whose role is assumed, and the region. */
export type Place = { readonly account: Account; readonly region: string }

export type Send<T> = (clients: Clients, options: { abortSignal: AbortSignal }) => Promise<T>

/** AWS as seen from one account and region. */
export type RegionAws = Place & {
  /** `ACCOUNT/REGION`, as problems name it. */
  readonly scope: string
  readonly clock: Clock
  readonly random: () => number
  /** For answers of megabytes: of all accounts and regions only a few are read at once. */
  readonly largeBodies: Slots
  /** Sends one request under the limit of its account, region and API; retries; throws the SDK's error. */
  call<T>(action: Action, send: Send<T>, load?: Load): Promise<T>
}

/** What GetMetricData counts beside its requests: datapoints by range and period, however few there are. */
export type Load = { readonly datapoints: number; readonly recent: boolean }

export type Aws = {
  at(place: Place): RegionAws
  usage(): ApiUsage
  close(): void
}

export type AwsOptions = {
  readonly clock: Clock
  readonly random: () => number
  readonly signal?: AbortSignal
  /** Of one exchange, its body included: 60 s unless given. */
  readonly exchangeMs?: number
}

/** Requests per second that AWS allows by default (service quotas, read 2026-11); we stay at four fifths of it. */
const allowedPerSecond: Partial<Record<Action, number>> = {
  'cloudwatch:GetMetricData': 50,
  'cloudwatch:ListMetrics': 25,
  'cloudtrail:LookupEvents': 2,
  'config:GetResourceConfigHistory': 40,
  'ce:GetCostAndUsage': 5,
}
const otherwisePerSecond = 20
/** Datapoints per second by the age of what is asked (CloudWatch service quotas, read 2026-11). */
const datapointsPerSecond = { recent: 180_000, older: 396_000 }
const ourShare = 0.8

const attempts = 8
const totalMs = 120_000
/** The SDK waits 20 s for the first byte. */
const defaultExchangeMs = 60_000

/** Answers of GetMetricData that are read at once, up to 4 MB each: what bounds the memory of the process. */
const bodiesAtOnce = 3

/** Opens AWS with the ordinary settings of the SDK: credentials chain, `AWS_ENDPOINT_URL`, proxies and so on. */
export function openAws({ clock, random, signal, exchangeMs = defaultExchangeMs }: AwsOptions): Aws {
  const meter = createMeter()
  const sessions = openSessions({ clock, meter })
  const gates = new Map<string, Gate>()
  const largeBodies = createSlots(bodiesAtOnce)
  const abortSignal = signal ?? new AbortController().signal

  const gateOf = ({ account, region }: Place, action: Action): Gate =>
    known(gates, `${account.id}/${region}/${action}`, () => {
      const perSecond = (allowedPerSecond[action] ?? otherwisePerSecond) * ourShare
      return openGate({ perSecond, burst: Math.max(1, perSecond), clock })
    })
  const call = async <T>(place: Place, { action, send, load }: Asked<T>): Promise<T> => {
    const gate = gateOf(place, action)
    gate.check()
    let ticket: Ticket | undefined
    let sentWith = 0
    const limited = async () => {
      ticket = await gate.limiter.acquire(abortSignal, weightOf(load))
      sentWith = sessions.generation(place.account)
      return withDeadline((signal) => send(sessions.clientsOf(place), { abortSignal: signal }), {
        ms: exchangeMs,
        signal: abortSignal,
      })
    }
    const onFault = (fault: Fault) => {
      if (fault === 'throttled' && ticket) gate.limiter.slowDown(ticket)
      if (fault === 'expired') sessions.renew(place.account, sentWith)
    }
    try {
      const result = await withRetry(limited, {
        clock,
        random,
        attempts,
        totalMs,
        signal: abortSignal,
        classify: classifyFault,
        onFault,
        mayRetry: gate.mayRetry,
      })
      gate.succeeded()
      return result
    } catch (error) {
      gate.failed(error)
      throw error
    }
  }

  return {
    at: (place) => ({
      ...place,
      scope: `${place.account.id}/${place.region}`,
      clock,
      random,
      largeBodies,
      call: (action, send, load) => call(place, { action, send, load }),
    }),
    usage: meter.usage,
    close: sessions.close,
  }
}

type Asked<T> = { readonly action: Action; readonly send: Send<T>; readonly load: Load | undefined }

/** In requests: the scarcer of the two allowances of GetMetricData decides. */
function weightOf(load: Load | undefined): number {
  if (!load) return 1
  const seconds = load.datapoints / datapointsPerSecond[load.recent ? 'recent' : 'older']
  return Math.max(1, seconds * (allowedPerSecond['cloudwatch:GetMetricData'] ?? otherwisePerSecond))
}

function known<T>(made: Map<string, T>, key: string, make: () => T): T {
  const value = made.get(key) ?? make()
  made.set(key, value)
  return value
}
