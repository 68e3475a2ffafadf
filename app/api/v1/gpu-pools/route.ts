import { presentApiGpuPools } from '#lib/present/gpu-pools-export.ts'
import { loadGpuPools } from '../../../gpu-pools/load-gpu-pools.ts'
import { answer } from '../answer.ts'

/** Pools of GPUs: held, at work, idle dollars, the largest job that can start. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/gpu-pools', async ({ actor }) => {
    const { rows, use } = await loadGpuPools(actor)
    return presentApiGpuPools(rows, use)
  })
}
