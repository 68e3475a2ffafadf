import { redirect, unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { currentActor } from '#lib/identity/actor.ts'
import { log } from '#lib/log.ts'
import type { Freshness } from '#lib/model/fleet.ts'
import type { UsageInput } from '#lib/present/freshness.ts'
import { readFreshnessOnce } from '#lib/store/freshness.ts'
import { readUsage } from '#lib/store/usage.ts'

export type LoadedFreshness = {
  readonly freshness: Freshness
  readonly nowMs: number
  readonly usage?: UsageInput
}

/** Age of the data, read once per request for header, page and footer; `undefined` when nobody is signed in. */
const loadOnce = cache(async (): Promise<LoadedFreshness | undefined> => {
  const nowMs = Date.now()
  const actor = await currentActor(nowMs)
  if (!actor) return undefined
  const [freshness, usage] = await Promise.all([readFreshnessOnce(actor, nowMs), readUsage(actor, nowMs)])
  return { freshness, usage, nowMs }
})

/** For pages: leads to the sign-in where there is no actor; rejects as the store does. */
export async function loadFreshness(): Promise<LoadedFreshness> {
  return (await loadOnce()) ?? redirect('/sign-in')
}

/** For the frame around a page, which stands also when the database does not. */
export async function frameFreshness(): Promise<LoadedFreshness | 'signed-out' | 'failed'> {
  try {
    return (await loadOnce()) ?? 'signed-out'
  } catch (error) {
    unstable_rethrow(error)
    log().error({ err: error }, 'the age of the data could not be read')
    return 'failed'
  }
}
