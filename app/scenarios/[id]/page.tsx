import '../_components/scenarios.css'
import '../../styles/list-table.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireActor } from '#lib/identity/actor.ts'
import { presentScenario } from '#lib/present/scenario.ts'
import { readScenario } from '#lib/store/scenario-pages.ts'
import { ScenarioPage } from './_components/scenario-page.tsx'

type PageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const found = await readScenario(await requireActor(), (await params).id)
  return { title: found?.result.scenario.name ?? 'Scenario not found' }
}

/** One scenario against the baseline. */
export default async function Page({ params }: PageProps) {
  const found = await readScenario(await requireActor(), (await params).id)
  if (!found) notFound()
  return <ScenarioPage view={presentScenario(found)} />
}
