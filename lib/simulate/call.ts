import type { EpochMs } from '#lib/model/time.ts'
import type { SampleFaults } from './faults.ts'
import type { Params } from './wire/params.ts'
import type { XmlObject } from './wire/xml.ts'
import type { Place, World, WorldAccount } from './world.ts'

/** What a call cost, filled in while it is answered. */
export type Meter = {
  queries: number
  values: number
  billedMetrics: number
  /** A fault at random made it fail or incomplete. */
  faulted: boolean
}

/** One authenticated request, ready to be answered. */
export type Call = {
  readonly world: World
  readonly accounts: readonly WorldAccount[]
  /** The account that the credentials belong to. */
  readonly account: WorldAccount
  readonly region: string
  readonly nowMs: EpochMs
  readonly place: Place
  /** ARN of the caller, as error messages and GetCallerIdentity tell it. */
  readonly callerArn: string
  readonly sessions: Sessions
  /** Body of a JSON protocol, not yet checked. */
  readonly input: unknown
  /** Parameters of a query protocol; of a REST protocol those of path (`{name}` of its route) and query string. */
  readonly params: Params
  readonly meter: Meter
  readonly sampleFaults: SampleFaults
  /** Takes datapoints from the allowance of this account and region; false where it is used up. */
  takeDatapoints(count: number, recent: boolean): boolean
}

/** Issues temporary credentials; see `credentials.ts`. */
export type Sessions = {
  issue(accountId: string, durationSeconds: number): Session
}

export type Session = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiresMs: EpochMs
}

/** Takes bytes of a body; resolves when it may take more. */
export type Sink = (bytes: Uint8Array) => Promise<void>

export type Answer =
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'xml'; readonly body: XmlObject }
  /** Bytes as they are, e.g. an S3 object. */
  | { readonly kind: 'bytes'; readonly body: Uint8Array; readonly contentType: string }
  | { readonly kind: 'stream'; readonly write: (sink: Sink) => Promise<void> }

export type Handler = (call: Call) => Answer

export function json(body: unknown): Answer {
  return { kind: 'json', body }
}

export function xml(body: XmlObject): Answer {
  return { kind: 'xml', body }
}

export function bytes(body: Uint8Array, contentType: string): Answer {
  return { kind: 'bytes', body, contentType }
}
