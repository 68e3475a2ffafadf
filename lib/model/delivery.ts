import type { EpochMs } from './time.ts'

/**
 * planned: waits for its turn or for another try. sending: claimed under a lease. sent: the server took it. failed: refused
 * for good, or tried for too long. unknown: it was handed over and no answer came; it is not sent again by itself.
 */
export const deliveryStates = ['planned', 'sending', 'sent', 'failed', 'unknown'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const deliveryChannels = ['email', 'slack', 'webhook'] as const
export type DeliveryChannel = (typeof deliveryChannels)[number]

/** One message to one recipient about one week of one team; the workspace's review list is the team ''. */
export type DeliveryKey = {
  /** `2026-W48`; `test-...` for a test that someone asked for. */
  readonly week: string
  readonly team: string
  readonly recipient: string
}

export type Delivery = DeliveryKey & {
  readonly channel: DeliveryChannel
  readonly state: DeliveryState
  /** How often it was claimed. */
  readonly attempt: number
  /** The slot: Monday 08:00 in the team's zone. */
  readonly dueMs: EpochMs
  /** Planned so long after its slot that the message says so. */
  readonly late: boolean
  readonly sentMs?: EpochMs
  /** Why it failed, is unknown or is tried again. */
  readonly note: string
}

/** A delivery under a lease: only who holds the lease may hand it over or settle it. */
export type ClaimedDelivery = Delivery & { readonly leaseId: string; readonly unsubscribeToken?: string }

/** The week's message as it was computed once: every try and the page of the week show the same. */
export type StoredDigest = {
  readonly week: string
  readonly team: string
  readonly asOfMs: EpochMs
  readonly subject: string
  readonly html: string
  readonly text: string
  /** PNG by content id. */
  readonly images: readonly { readonly cid: string; readonly base64: string }[]
  /** The same as data, for Slack and webhooks. */
  readonly body: unknown
}

/** How a try ended. `retry`: nothing was handed over, or the server refused it for now. */
export type DeliveryOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'retry' | 'failed' | 'unknown'; readonly note: string }

/** Waits between tries; after the last one a delivery has failed. */
const retryWaitsMinutes = [1, 5, 15, 60, 180, 360, 720, 1440] as const

/** When a refused delivery is tried again after its `attempt`-th try; undefined = it was tried long enough. */
export function nextTryMs(attempt: number, nowMs: EpochMs): EpochMs | undefined {
  const minutes = retryWaitsMinutes[attempt - 1]
  return minutes === undefined ? undefined : nowMs + minutes * 60_000
}
