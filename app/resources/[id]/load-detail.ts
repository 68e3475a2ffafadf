import { cache } from 'react'
import { requireActor } from '#lib/identity/actor.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { readZoneRehearsal } from '#lib/store/scenario-pages.ts'

/** The resource with all that its page shows, once per request; undefined where the actor may not see it. */
export const loadDetail = cache(async (id: string) => {
  const actor = await requireActor()
  const [detail, zone] = await Promise.all([readResourceDetail(actor, id), readZoneRehearsal(actor, id)])
  return detail && zone ? { ...detail, zoneLoss: zone.text } : detail
})
