import type { OverviewView } from '#lib/present/overview.ts'
import { AutoRefresh } from '../_components/auto-refresh.tsx'
import { PageHead } from '../_components/page-head.tsx'
import { SentenceText } from '../_components/sentence-text.tsx'
import { ChangeList } from './change-list.tsx'
import { DecisionList } from './decision-list.tsx'
import { HandsPanel } from './hands-panel.tsx'
import { KpiStrip } from './kpi-strip.tsx'
import { ProblemNote } from './problem-note.tsx'
import { ProgressNote } from './progress-note.tsx'
import { RunsOutPanel } from './runs-out-panel.tsx'
import { SavingsPanel } from './savings-panel.tsx'
import { SpendPanel } from './spend-panel.tsx'
import { StripPanel } from './strip-panel.tsx'
import { WaterfallPanel } from './waterfall-panel.tsx'

/** The overview: what runs out, what can be saved, what changed. Parts without data are absent. */
export function Overview({ view }: { readonly view: OverviewView }) {
  return (
    <>
      <PageHead title="Fleet headroom" sub={view.dateText} />
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      {view.progress?.live ? <AutoRefresh seconds={5} /> : null}
      {view.progress ? <ProgressNote progress={view.progress} /> : null}
      {view.problems ? <ProblemNote problems={view.problems} /> : null}
      {view.kpis.length > 0 ? <KpiStrip tiles={view.kpis} /> : null}
      {view.runsOut ? (
        <div className="ov-top">
          <RunsOutPanel view={view.runsOut} />
          {view.changes ? (
            <ChangeList changes={view.changes} />
          ) : (
            <DecisionList
              decisions={view.decisions}
              footer="What changed stands here a week after the first forecast run."
            />
          )}
        </div>
      ) : null}
      <div className="grid ov-grid">
        {view.changes ? <DecisionList decisions={view.decisions} /> : null}
        {view.hands && view.changes ? <HandsPanel hands={view.hands} width="s8" /> : null}
        {view.spend ? <SpendPanel spend={view.spend} /> : null}
        {view.waterfall ? <WaterfallPanel waterfall={view.waterfall} /> : null}
        {view.savings ? <SavingsPanel savings={view.savings} /> : null}
        {view.strip ? <StripPanel strip={view.strip} /> : null}
        {view.hands && !view.changes ? <HandsPanel hands={view.hands} width="s12" /> : null}
      </div>
    </>
  )
}
