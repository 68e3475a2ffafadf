import { gpuPoolsCsv } from '#lib/present/gpu-pools-export.ts'
import { loadGpuPools } from '../../gpu-pools/load-gpu-pools.ts'
import { csvAnswer } from '../csv-answer.ts'

export const dynamic = 'force-dynamic'

/** Pools of GPUs with what their GPUs did. */
export function GET(): Promise<Response> {
  return csvAnswer('gpu-pools', async ({ actor }) => {
    const { rows, use } = await loadGpuPools(actor)
    return gpuPoolsCsv(rows, use)
  })
}
