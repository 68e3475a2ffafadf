import { cache } from 'react'
import { requireActor } from '#lib/identity/actor.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'

/** The resource with all that its page shows, once per request; undefined where the actor may not see it. */
export const loadDetail = cache(async (id: string) => readResourceDetail(await requireActor(), id))
