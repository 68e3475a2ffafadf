import type { Actor } from '../model/actor.ts'
import type { ScalingStudy } from '../model/scaling-study.ts'
import { database } from './client.ts'
import { visibleTo } from './fleet.ts'

/** The newest study of a resource that the actor may see. */
export async function readScalingStudy(actor: Actor, id: string): Promise<ScalingStudy | undefined> {
  const { prisma, pool } = database()
  const seen = await prisma.resource.findFirst({ where: { id, ...visibleTo(actor) }, select: { id: true } })
  if (!seen) return undefined
  const { rows } = await pool.query<{ detail: ScalingStudy }>(
    'SELECT detail FROM scaling_study WHERE resource_id = $1 ORDER BY as_of DESC LIMIT 1',
    [id],
  )
  return rows[0]?.detail
}
