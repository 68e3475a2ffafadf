import { clusterCsv } from '#lib/present/cluster-export.ts'
import { readScalingStudy } from '#lib/store/scaling-study.ts'
import { csvAnswer } from '../../../csv-answer.ts'

export const dynamic = 'force-dynamic'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** The options of one scaled group as CSV. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { id } = await params
  return csvAnswer(`scaling-${id}`, async ({ actor }) => {
    const study = await readScalingStudy(actor, id)
    return study && clusterCsv(study)
  })
}
