import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import type { StoredDigest } from '#lib/model/delivery.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { isoWeek, latestSlot, mondayMorning } from '#lib/model/zone.ts'
import {
  listSubscriptions,
  planDeliveries,
  type Subscription,
  saveSubscribers,
} from '#lib/store/deliveries.ts'
import { saveDigest } from '#lib/store/digests.ts'
import type { DigestList } from './digest-lists.ts'

/** A week that is further back is never sent: a restored database may not know that it was. */
const oldestMs = 8 * dayMs

export type Planning = {
  readonly lists: readonly DigestList[]
  readonly nowMs: EpochMs
  /** Computes a list's digest of a week; called once for each that is planned. */
  readonly build: (list: DigestList, week: string) => Promise<StoredDigest>
}

/**
 * Plans what the last Monday morning of each list asks for, once: also after an outage. Nobody gets a week that began before
 * they were named, or one that they stopped. A list that fails is named and tried again; the others go on.
 */
export async function planDigests({
  lists,
  nowMs,
  build,
}: Planning): Promise<{ planned: number; problems: Problem[] }> {
  await saveSubscribers(
    lists.flatMap(({ team, recipients }) => recipients.map(({ recipient }) => ({ team, recipient }))),
    nowMs,
  )
  const subscriptions = new Map((await listSubscriptions()).map((one) => [keyOf(one), one]))
  const problems: Problem[] = []
  let planned = 0
  for (const list of lists) {
    const { team, zone } = list
    const dueMs = latestSlot(mondayMorning(zone), nowMs)
    const week = isoWeek(dueMs, zone)
    const due = list.recipients.filter(({ recipient }) =>
      isOwed(subscriptions.get(keyOf({ team, recipient })), dueMs),
    )
    if (due.length === 0 || dueMs < nowMs - oldestMs) continue
    const plans = due.map((one) => ({ ...one, week, team, dueMs }))
    try {
      planned += await planDeliveries(plans, nowMs, async () => saveDigest(await build(list, week)))
    } catch (error) {
      problems.push({ scope: team || 'digest', code: 'digest-failed', text: errorText(error) })
    }
  }
  return { planned, problems }
}

function keyOf({ team, recipient }: { readonly team: string; readonly recipient: string }): string {
  return JSON.stringify([team, recipient])
}

function isOwed(subscription: Subscription | undefined, dueMs: EpochMs): boolean {
  return subscription !== undefined && subscription.stoppedMs === undefined && subscription.sinceMs <= dueMs
}
