import { unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { requireActor } from '#lib/identity/actor.ts'
import { log } from '#lib/log.ts'
import type { Freshness } from '#lib/model/fleet.ts'
import { readFreshness } from '#lib/store/freshness.ts'

export type LoadedFreshness = { readonly freshness: Freshness; readonly nowMs: number }

/** Age of the data, once per request for header, page and footer. Rejects as the store does. */
export const loadFreshness = cache(async (): Promise<LoadedFreshness> => {
  const nowMs = Date.now()
  return { freshness: await readFreshness(await requireActor(), nowMs), nowMs }
})

/** The same for the frame of the page, which must stand when the database does not: `undefined` then. */
export async function freshnessOrNothing(): Promise<LoadedFreshness | undefined> {
  try {
    return await loadFreshness()
  } catch (error) {
    unstable_rethrow(error)
    log().error({ err: error }, 'the age of the data could not be read')
    return undefined
  }
}
