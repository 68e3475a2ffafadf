import '../../resources/[id]/detail.css'
import './_components/cluster.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireActor } from '#lib/identity/actor.ts'
import { presentCluster } from '#lib/present/cluster.ts'
import { readScalingStudy } from '#lib/store/scaling-study.ts'
import { loadDetail } from '../../resources/[id]/load-detail.ts'
import { ClusterPage } from './_components/cluster-page.tsx'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const detail = await loadDetail((await params).id)
  return { title: detail ? `Scaling of ${detail.resource.name}` : 'Group not found' }
}

/** One scaled group: what its policy costs and risks, and which one holds for less. */
export default async function Page({ params }: PageProps) {
  const { id } = await params
  const detail = await loadDetail(id)
  if (!detail) notFound()
  const study = await readScalingStudy(await requireActor(), id)
  return <ClusterPage view={presentCluster(detail.resource, study, detail.dimensions)} />
}
