import type { MadeChange } from '#lib/model/made-change.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { dayWithYear, plural, size } from './format.ts'

export type HandsView = {
  readonly sub: string
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    readonly what: string
    readonly when: string
    readonly actor: string
  }[]
  readonly empty: string
}

/** Days whose changes of capacity are shown. */
export const handsDays = 30

/** Who changed what: changes of capacity that someone is named for. */
export function presentHands(changes: readonly MadeChange[], nowMs: EpochMs): HandsView {
  const people = new Set(changes.map(({ actor }) => actor)).size
  return {
    sub:
      changes.length === 0
        ? `Last ${handsDays} days`
        : `Newest of each resource in ${handsDays} days to ${dayWithYear(nowMs)}, by ${plural(people, 'caller')}`,
    rows: changes.map((one) => ({
      id: one.resourceId,
      name: one.name,
      what: whatOf(one),
      when: dayWithYear(one.atMs),
      actor: callerName(one.actor),
    })),
    empty:
      'AWS Config, CloudTrail and the events of RDS name nobody who changed a size in this time; changes by scaling of its own are not listed.',
  }
}

function whatOf({ from, to }: MadeChange): string {
  const now = size(to.shape, to.count)
  return from ? `${size(from.shape, from.count)} → ${now}` : `Made as ${now}`
}

/** Role and session of an assumed role, name of a user; anything else as AWS writes it. */
function callerName(actor: string): string {
  return /^arn:[\w-]+:(?:sts|iam)::\d*:(?:assumed-role|user)\/(.+)$/.exec(actor)?.[1] ?? actor
}
