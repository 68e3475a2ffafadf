import { deliver, type Transports } from '#lib/deliver/deliver.ts'
import { errorText } from '#lib/errors.ts'
import { system } from '#lib/model/actor.ts'
import type { ClaimedDelivery, DeliveryOutcome } from '#lib/model/delivery.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { claimDelivery, handOver, releaseLostClaims, settleDelivery } from '#lib/store/deliveries.ts'
import { readDigest } from '#lib/store/digests.ts'

const lanes = 4

export type Sending = {
  readonly transports: Transports
  readonly clock: () => EpochMs
  readonly signal?: AbortSignal
  readonly onSettled?: (delivery: ClaimedDelivery, outcome: DeliveryOutcome) => void
}

export type SentCounts = { sent: number; retried: number; failed: number; unknown: number; released: number }

/** Sends everything that is planned and due; any number of workers may do so at once. One bad message stops no other. */
export async function sendPlanned(sending: Sending): Promise<SentCounts> {
  const counts = { sent: 0, retried: 0, failed: 0, unknown: 0, released: 0 }
  counts.released = await releaseLostClaims(sending.clock())
  const lane = async () => {
    while (!sending.signal?.aborted) {
      const delivery = await claimDelivery(sending.clock())
      if (!delivery) return
      const outcome = await tryOnce(delivery, sending)
      await settleDelivery(delivery, outcome, sending.clock())
      counts[outcome.kind === 'retry' ? 'retried' : outcome.kind]++
      sending.onSettled?.(delivery, outcome)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return counts
}

async function tryOnce(delivery: ClaimedDelivery, { transports, clock }: Sending): Promise<DeliveryOutcome> {
  let handed = false
  try {
    const week = delivery.week.startsWith('test-') ? 'preview' : delivery.week
    const digest = await readDigest(system, week, delivery.team)
    if (!digest) return { kind: 'retry', note: `There is no digest of ${week} yet.` }
    return await deliver({ delivery, digest, transports, nowMs: clock() }, async () => {
      handed = await handOver(delivery.leaseId)
      return handed
    })
  } catch (error) {
    return { kind: handed ? 'unknown' : 'retry', note: errorText(error) }
  }
}
