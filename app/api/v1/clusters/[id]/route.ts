import { presentApiCluster } from '#lib/present/cluster-export.ts'
import { readScalingStudy } from '#lib/store/scaling-study.ts'
import { answer, ProblemError } from '../../answer.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** The replay of one scaled group: its policy, the proof, the front. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/clusters/{id}', async ({ actor }) => {
    const study = await readScalingStudy(actor, (await params).id)
    if (!study) throw new ProblemError(404, 'There is no replay of such a group.')
    return presentApiCluster(study)
  })
}
