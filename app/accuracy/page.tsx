import './_components/accuracy.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { type Actor, system } from '#lib/model/actor.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { presentAccuracy } from '#lib/present/accuracy.ts'
import { presentFollowed } from '#lib/present/accuracy-followed.ts'
import { listHindsight, listTrackRecord, listWidened } from '#lib/store/accuracy.ts'
import { readCommitmentDays } from '#lib/store/commitments.ts'
import { readNetShare } from '#lib/store/costs.ts'
import { remembered } from '#lib/store/page-memory.ts'
import { AccuracyPage } from './_components/accuracy-page.tsx'

export const metadata: Metadata = { title: 'Accuracy' }
export const dynamic = 'force-dynamic'

export default async function Accuracy() {
  const actor = await requireActor()
  const nowMs = Date.now()
  const { accuracy, followed } = await remembered(actor, `accuracy on ${isoDay(nowMs)}`, () =>
    loadAccuracy(actor, nowMs),
  )
  return <AccuracyPage view={accuracy} followed={followed} />
}

async function loadAccuracy(actor: Actor, nowMs: EpochMs) {
  const days = { fromDay: isoDay(nowMs - 60 * dayMs), toDay: isoDay(nowMs) }
  const [record, rows, commitmentDays, netShare, widened] = await Promise.all([
    listTrackRecord(actor),
    listHindsight(actor),
    // Commitments float over the organization: they bound what each team's changes save in cash.
    readCommitmentDays(system, days),
    readNetShare(actor),
    listWidened(actor),
  ])
  return {
    accuracy: presentAccuracy(record, nowMs, widened),
    followed: presentFollowed({ rows, commitmentDays, netShare, nowMs }),
  }
}
