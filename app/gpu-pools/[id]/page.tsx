import '../../styles/list-table.css'
import './_components/gpu-pool.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireActor } from '#lib/identity/actor.ts'
import { presentGpuPool } from '#lib/present/gpu-pool.ts'
import { isGpuPool } from '#lib/present/gpu-pools.ts'
import { readGpuUse } from '#lib/store/gpu-use.ts'
import { loadDetail } from '../../resources/[id]/load-detail.ts'
import { GpuPoolPage } from './_components/gpu-pool-page.tsx'

export const metadata: Metadata = { title: 'GPU pool' }
export const dynamic = 'force-dynamic'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export default async function GpuPool({ params }: PageProps) {
  const actor = await requireActor()
  const { id } = await params
  const nowMs = Date.now()
  const [detail, use] = await Promise.all([
    loadDetail(id),
    readGpuUse(actor, { resourceIds: [id.replaceAll('\0', '')], nowMs }),
  ])
  if (!detail || !isGpuPool(detail.resource)) notFound()
  return <GpuPoolPage view={presentGpuPool(detail, use, nowMs)} />
}
