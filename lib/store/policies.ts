import type { Actor } from '../model/actor.ts'
import { defaultPolicy, type Policy, policySchema } from '../model/policy.ts'
import { database } from './client.ts'

/** The policy in force, the same for every actor; the default before anyone set one. */
export async function readPolicy(_actor: Actor): Promise<Policy> {
  const row = await database().prisma.policy.findFirst({ orderBy: [{ fromAt: 'desc' }, { id: 'desc' }] })
  return row ? policySchema.parse(row.body) : defaultPolicy
}
