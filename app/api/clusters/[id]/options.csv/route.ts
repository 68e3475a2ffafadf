import { currentActor } from '#lib/identity/actor.ts'
import { clusterCsv } from '#lib/present/cluster-export.ts'
import { readScalingStudy } from '#lib/store/scaling-study.ts'

export const dynamic = 'force-dynamic'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** The options of one scaled group as CSV. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const actor = await currentActor(Date.now())
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const study = await readScalingStudy(actor, (await params).id)
  if (!study) return new Response('There is no replay of such a group.\n', { status: 404 })
  const disposition = `attachment; filename="headroom-scaling-${study.resourceId}.csv"`
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': disposition }
  return new Response(clusterCsv(study), { headers: { ...headers, 'cache-control': 'no-store' } })
}
