import type { ReviewEnd } from '#lib/model/review.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'
import { count, usd } from '../format.ts'
import type { ReviewInput } from './review-input.ts'

const aheadDays = 180

/** What ends within 180 days: commitments, Capacity Blocks and reservations, versions' support, accepted risks. */
export function reviewEnds(input: ReviewInput): ReviewEnd[] {
  const all = [...commitmentEnds(input), ...limitEnds(input), ...supportEnds(input), ...riskEnds(input)]
  return all
    .filter(({ atMs }) => atMs >= input.nowMs && atMs < input.nowMs + aheadDays * dayMs)
    .toSorted((a, b) => a.atMs - b.atMs || a.name.localeCompare(b.name, 'en'))
}

function commitmentEnds({ commitments, accountNames }: ReviewInput): ReviewEnd[] {
  return commitments.map(
    ({ kind, endMs, id, accountId, appliesTo, committedHourlyUsd, shape, count: units }) => ({
      kind,
      atMs: endMs,
      name: kind === 'savings-plan' ? `Savings Plan ${id}` : `Reservation ${id}`,
      text: [
        `${usd(committedHourlyUsd * 24)} a day for ${appliesTo}`,
        shape === undefined ? '' : `${shape}${units === undefined ? '' : ` × ${count(units)}`}`,
      ]
        .filter(Boolean)
        .join(', '),
      accountName: accountNames.get(accountId) ?? accountId,
    }),
  )
}

function limitEnds({ limits, accountNames }: ReviewInput): ReviewEnd[] {
  return limits.flatMap(({ kind, endsMs, name, detail, limit, unit, accountId }) =>
    endsMs !== undefined && (kind === 'capacity-block' || kind === 'capacity-reservation')
      ? [
          {
            kind,
            atMs: endsMs,
            name,
            text: `${count(limit)} ${unit}, ${detail}`,
            accountName: accountNames.get(accountId) ?? accountId,
          },
        ]
      : [],
  )
}

function supportEnds({ rows }: ReviewInput): ReviewEnd[] {
  return rows.flatMap(({ resource, accountName }) => {
    const { supportEndsOn, engine, engineVersion, version } = resource.facts
    if (typeof supportEndsOn !== 'string') return []
    const what = [engine, engineVersion ?? version].filter((part) => part !== undefined).join(' ')
    return [
      {
        kind: 'standard-support' as const,
        atMs: dayStart(supportEndsOn),
        name: resource.name,
        text: `Standard support of ${what || 'its version'} ends; extended support is charged after it.`,
        accountName,
        resourceId: resource.id,
        ...(resource.team === undefined ? {} : { team: resource.team }),
      },
    ]
  })
}

function riskEnds({ decided }: ReviewInput): ReviewEnd[] {
  return decided.flatMap(({ row: { decision, resource, accountName } }) =>
    decision.verdict === 'accept-risk' && decision.expiresMs !== undefined
      ? [
          {
            kind: 'accepted-risk' as const,
            atMs: decision.expiresMs,
            name: resource.name,
            text: `The risk that ${decision.approver ?? decision.actor} accepted comes back.`,
            accountName,
            resourceId: resource.id,
            ...(resource.team === undefined ? {} : { team: resource.team }),
          },
        ]
      : [],
  )
}
