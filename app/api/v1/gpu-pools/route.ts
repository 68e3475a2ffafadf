import { presentApiGpuPools } from '#lib/present/gpu-pools-export.ts'
import { loadGpuPools } from '../../../gpu-pools/load-gpu-pools.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/gpu-pools'

/** Pools of GPUs: held, at work, idle dollars, the largest job that can start. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const { rows, use } = await loadGpuPools(asked.actor)
    const list = presentApiGpuPools(rows, use)
    return onePage(list, path, asked, ({ resource }) => resource.id)
  })
}
