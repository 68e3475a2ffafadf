import type { Action } from '../access-policy.ts'
import type { Attempt } from './region.ts'

/** Names a described thing that lacks what sizing needs; the others stand. */
export async function nameUnreadable(
  attempt: Attempt,
  { action, what, lacks }: { readonly action: Action; readonly what: string; readonly lacks: string },
): Promise<undefined> {
  await attempt(action, () => Promise.reject(new Error(`${what} was described without ${lacks}`)))
  return undefined
}
