import './_components/accuracy.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentAccuracy } from '#lib/present/accuracy.ts'
import { listTrackRecord } from '#lib/store/accuracy.ts'
import { AccuracyPage } from './_components/accuracy-page.tsx'

export const metadata: Metadata = { title: 'Accuracy' }
export const dynamic = 'force-dynamic'

export default async function Accuracy() {
  const actor = await requireActor()
  return <AccuracyPage view={presentAccuracy(await listTrackRecord(actor), Date.now())} />
}
