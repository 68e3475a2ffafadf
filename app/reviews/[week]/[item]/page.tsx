import '../../../resources/[id]/detail.css'
import '../../_components/review.css'
import '../../../_decide/decide.css'
import '../../../_overview/overview.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { agendaSteps, stepAt } from '#lib/present/review/review-agenda.ts'
import { loadReview } from '../load-review.ts'
import { Presenter } from './_components/presenter.tsx'

type PageProps = { readonly params: Promise<{ readonly week: string; readonly item: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { week, item } = await params
  return { title: `Review ${week}, ${item}` }
}

/** One step of the meeting on one screen. */
export default async function Page({ params }: PageProps) {
  const { week, item } = await params
  const view = await loadReview(week)
  const steps = view && agendaSteps(view)
  const step = steps && stepAt(steps, item)
  if (!view || !steps || !step) notFound()
  return <Presenter view={view} steps={steps} step={step} />
}
