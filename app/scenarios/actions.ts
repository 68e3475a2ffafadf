'use server'

import { redirect } from 'next/navigation'
import { requireActor } from '#lib/identity/actor.ts'
import { scenarioFrom } from '#lib/scenario/index.ts'
import { saveScenario } from '#lib/store/scenario-pages.ts'

/** Writes a scenario and asks for its rehearsal. */
export async function writeScenario(form: FormData): Promise<void> {
  const actor = await requireActor()
  const nowMs = Date.now()
  const fields = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  await saveScenario(actor, scenarioFrom(fields, nowMs), nowMs)
  redirect('/scenarios')
}
