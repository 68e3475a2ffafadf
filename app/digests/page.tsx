import '../data/_components/data.css'
import '../_decide/decide.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentDigestPage } from '#lib/present/digest-page.ts'
import { listDeliveries } from '#lib/store/deliveries.ts'
import { listPreviews, listStopped, mayRequestDigest } from '#lib/store/digest-requests.ts'
import { listDigests } from '#lib/store/digests.ts'
import { PageHead } from '../_components/page-head.tsx'
import { Panel } from '../_components/panel.tsx'
import { SentenceText } from '../_components/sentence-text.tsx'
import { TablePanel } from '../_components/table-panel.tsx'
import { OpenDeliveries } from './_components/open-deliveries.tsx'
import { Stopped } from './_components/stopped.tsx'
import { TestForm } from './_components/test-form.tsx'
import { WeekList } from './_components/week-list.tsx'

export const metadata: Metadata = { title: 'Weekly digest' }
export const dynamic = 'force-dynamic'

/** Whether the weekly digests arrive, what they said, and what the next one would say. */
export default async function Digests() {
  const actor = await requireActor()
  const [deliveries, digests, previews, stopped] = await Promise.all([
    listDeliveries(actor),
    listDigests(actor),
    listPreviews(actor),
    listStopped(actor),
  ])
  const { lede, table, open, weeks } = presentDigestPage({ deliveries, digests, nowMs: Date.now() })
  const teams = previews.filter((team) => mayRequestDigest(actor, team))
  return (
    <>
      <PageHead title="Weekly digest" sub="Monday 08:00 in the zone of each list" />
      <p className="lede">
        <SentenceText parts={lede} />
      </p>
      <div className="grid">
        <Panel title="What was sent, and what comes next" className="s6">
          <WeekList weeks={weeks} />
        </Panel>
        {teams.length > 0 ? <TestForm teams={teams} /> : null}
        {open.length > 0 ? (
          <OpenDeliveries open={open.filter(({ team }) => mayRequestDigest(actor, team))} />
        ) : null}
        {stopped.length > 0 ? <Stopped stopped={stopped} /> : null}
        <TablePanel table={table} className="s12" />
      </div>
    </>
  )
}
