import { z } from 'zod'
import { type ApiKey, keyScopes } from '#lib/model/api-key.ts'
import type { AuditEntry } from '#lib/model/audit.ts'
import { type Delivery, deliveryChannels, deliveryStates, type StoredDigest } from '#lib/model/delivery.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { instant, pageSchema, text } from './api-schemas.ts'

const isoOf = (ms: EpochMs | undefined) => (ms === undefined ? null : new Date(ms).toISOString())

/** Weekly digests that were computed, the newest first; team '' = of everything. */
export const digestsSchema = pageSchema(
  z.object({ week: z.string(), team: z.string(), asOf: instant, subject: z.string() }),
)

export function presentApiDigests(
  digests: readonly Pick<StoredDigest, 'week' | 'team' | 'asOfMs' | 'subject'>[],
): z.infer<typeof digestsSchema>['items'] {
  return digests.map(({ asOfMs, ...rest }) => ({ ...rest, asOf: new Date(asOfMs).toISOString() }))
}

/** Messages and how they are getting on, the newest first. */
export const deliveriesSchema = pageSchema(
  z.object({
    week: z.string(),
    team: z.string(),
    recipient: z.string(),
    channel: z.enum(deliveryChannels),
    state: z.enum(deliveryStates),
    attempt: z.int(),
    dueAt: instant,
    late: z.boolean(),
    sentAt: instant.nullable(),
    note: z.string(),
  }),
)

export function presentApiDeliveries(
  deliveries: readonly Delivery[],
): z.infer<typeof deliveriesSchema>['items'] {
  return deliveries.map(({ week, team, recipient, channel, state, attempt, dueMs, late, sentMs, note }) => ({
    ...{ week, team, recipient, channel, state, attempt, late, note },
    dueAt: new Date(dueMs).toISOString(),
    sentAt: isoOf(sentMs),
  }))
}

/** Keys of programs, without their secrets. */
export const keysSchema = pageSchema(
  z.object({
    prefix: z.string(),
    name: z.string(),
    scope: z.enum(keyScopes),
    team: text,
    createdAt: instant,
    createdBy: z.string(),
    expiresAt: instant,
    usedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  }),
)

export function presentApiKeys(keys: readonly ApiKey[]): z.infer<typeof keysSchema>['items'] {
  return keys.map(({ prefix, name, scope, team, createdMs, createdBy, expiresMs, usedMs, revokedMs }) => ({
    ...{ prefix, name, scope, team: team ?? null, createdBy },
    createdAt: new Date(createdMs).toISOString(),
    expiresAt: new Date(expiresMs).toISOString(),
    usedAt: isoOf(usedMs),
    revokedAt: isoOf(revokedMs),
  }))
}

/** Who changed what, the newest first; `before` and `after` are JSON as text, `null` = nothing stood there. */
export const auditSchema = pageSchema(
  z.object({
    at: instant,
    actor: z.string(),
    action: z.string(),
    target: z.string(),
    before: text,
    after: text,
  }),
)

export function presentApiAudit(entries: readonly AuditEntry[]): z.infer<typeof auditSchema>['items'] {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  return entries.map(({ atMs, actor, action, target, before, after }) => ({
    ...{ at: new Date(atMs).toISOString(), actor, action, target, before: json(before), after: json(after) },
  }))
}
