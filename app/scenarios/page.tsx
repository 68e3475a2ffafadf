import './_components/scenarios.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentScenarios } from '#lib/present/scenarios.ts'
import { listScenarioResults } from '#lib/store/scenario-pages.ts'
import { ScenariosPage } from './_components/scenarios-page.tsx'

export const metadata: Metadata = { title: 'Scenarios' }
export const dynamic = 'force-dynamic'

/** If this happens, what else runs out, and what would it take? */
export default async function Scenarios() {
  const actor = await requireActor()
  const view = presentScenarios(await listScenarioResults(actor))
  return <ScenariosPage view={view} mayWrite={actor.role === 'admin'} />
}
