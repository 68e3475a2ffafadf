import '../styles/list-table.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentGpuPools } from '#lib/present/gpu-pools.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { GpuPoolsPage } from './_components/gpu-pools-page.tsx'
import { loadGpuPools } from './load-gpu-pools.ts'

export const metadata: Metadata = { title: 'GPU pools' }
export const dynamic = 'force-dynamic'

export default async function GpuPools() {
  const actor = await requireActor()
  const nowMs = Date.now()
  const [{ rows, use }, policy] = await Promise.all([loadGpuPools(actor), readPolicy(actor)])
  return <GpuPoolsPage view={presentGpuPools(rows, use, { horizonDays: policy.horizonDays, nowMs })} />
}
