import { z } from 'zod'
import { dayMs, type EpochMs } from '#lib/model/time.ts'

const schema = z.object({
  name: z.string().min(1).max(100),
  scope: z.enum(['read', 'write', 'admin']),
  team: z
    .string()
    .max(256)
    .transform((team) => team || undefined),
  days: z.coerce.number().int().min(1).max(366),
})

export type KeyForm = {
  readonly name: string
  readonly scope: 'read' | 'write' | 'admin'
  readonly team?: string
  readonly expiresMs: EpochMs
}

/** The form of a new key, or what is wrong with it in a sentence. */
export function parseKeyForm(field: (name: string) => string, nowMs: EpochMs): KeyForm | string {
  const given = { name: field('name'), scope: field('scope'), team: field('team'), days: field('days') }
  const parsed = schema.safeParse(given)
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' ')
  const { days, team, ...rest } = parsed.data
  return { ...rest, ...(team === undefined ? {} : { team }), expiresMs: nowMs + days * dayMs }
}
