import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { Account } from '#lib/model/account.ts'
import type { Action } from './access-policy.ts'
import { type Clients, createClients } from './clients.ts'
import type { ApiUsage } from './collector.ts'
import { accountCredentials } from './credentials.ts'
import { classifyFault } from './fault.ts'
import { type Clock, createLimiter, type Limiter } from './limiter.ts'
import { createMeter } from './meter.ts'
import { type Fault, withRetry } from './retry.ts'

/** Where a request goes: the account whose role is assumed, and the region. */
export type Place = { readonly account: Account; readonly region: string }

export type Send<T> = (clients: Clients, options: { abortSignal: AbortSignal }) => Promise<T>

/** AWS as seen from one account and region. */
export type RegionAws = Place & {
  /** `ACCOUNT/REGION`, as problems name it. */
  readonly scope: string
  readonly clock: Clock
  readonly random: () => number
  /** Sends one request under the limit of its account, region and API; retries; throws the SDK's error. */
  call<T>(action: Action, send: Send<T>): Promise<T>
}

export type Aws = {
  at(place: Place): RegionAws
  usage(): ApiUsage
  close(): void
}

export type AwsOptions = {
  readonly clock: Clock
  readonly random: () => number
  readonly signal?: AbortSignal
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
const ourShare = 0.8

const attempts = 8
const totalMs = 120_000
const breakAfter = 5
const breakMs = 60_000

/** Opens AWS with the ordinary settings of the SDK: credentials chain, `AWS_ENDPOINT_URL`, proxies and so on. */
export function openAws({ clock, random, signal }: AwsOptions): Aws {
  const meter = createMeter()
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 2000,
    requestTimeout: 20_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true, maxSockets: 64 },
    httpsAgent: { keepAlive: true, maxSockets: 64 },
  })
  const credentials = accountCredentials({ clock, requestHandler, meter })
  const clients = new Map<string, Clients>()
  const gates = new Map<string, Gate>()
  const abortSignal = signal ?? new AbortController().signal

  const clientsOf = ({ account, region }: Place): Clients =>
    known(clients, `${account.id}/${region}`, () =>
      createClients({ region, credentials: credentials.of(account), requestHandler, meter }),
    )
  const gateOf = ({ account, region }: Place, action: Action): Gate =>
    known(gates, `${account.id}/${region}/${action}`, () => openGate(action, clock))
  const renew = (account: Account) => {
    credentials.renew(account)
    for (const key of clients.keys()) if (key.startsWith(`${account.id}/`)) clients.delete(key)
  }

  const call = async <T>(place: Place, { action, send }: { action: Action; send: Send<T> }): Promise<T> => {
    const gate = gateOf(place, action)
    gate.check()
    const limited = async () => {
      await gate.limiter.acquire(abortSignal)
      return send(clientsOf(place), { abortSignal })
    }
    const onFault = (fault: Fault) => {
      if (fault === 'throttled') gate.limiter.slowDown()
      if (fault === 'expired') renew(place.account)
    }
    try {
      const retrying = {
        clock,
        random,
        attempts,
        totalMs,
        signal: abortSignal,
        classify: classifyFault,
        onFault,
      }
      const result = await withRetry(limited, retrying)
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
      call: (action, send) => call(place, { action, send }),
    }),
    usage: meter.usage,
    close: () => requestHandler.destroy(),
  }
}

function known<T>(made: Map<string, T>, key: string, make: () => T): T {
  const value = made.get(key) ?? make()
  made.set(key, value)
  return value
}

/** Limiter and circuit breaker of one account, region and API. */
type Gate = { limiter: Limiter; check(): void; succeeded(): void; failed(error: unknown): void }

function openGate(action: Action, clock: Clock): Gate {
  const perSecond = (allowedPerSecond[action] ?? otherwisePerSecond) * ourShare
  const limiter = createLimiter({ perSecond, burst: Math.max(1, perSecond), clock })
  let failures = 0
  let closedUntilMs = 0
  let last: unknown
  return {
    limiter,
    check() {
      if (clock.now() < closedUntilMs) throw last
    },
    succeeded() {
      failures = 0
      limiter.recover()
    },
    failed(error) {
      if (classifyFault(error) === 'final') return
      last = error
      failures += 1
      if (failures >= breakAfter) closedUntilMs = clock.now() + breakMs
    },
  }
}
