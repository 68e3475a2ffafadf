import { drawCoverage } from '#lib/draw/coverage.ts'
import type { AccuracyView } from '#lib/present/accuracy.ts'
import type { FollowedView } from '#lib/present/accuracy-followed.ts'
import { PageHead } from '../../_components/page-head.tsx'
import { Panel } from '../../_components/panel.tsx'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { TwoWidths } from '../../_components/two-widths.tsx'
import { FollowedPanel } from './followed-panel.tsx'
import { MissTable } from './miss-table.tsx'
import { ScoreTable } from './score-table.tsx'

const meaning =
  'Daily peaks. Error: of the median, in mean changes from one week to the next. Bias above 0: forecast too high.'

export type AccuracyPageProps = { readonly view: AccuracyView; readonly followed?: FollowedView }

/** Forecasts against what happened. */
export function AccuracyPage({ view, followed }: AccuracyPageProps) {
  return (
    <>
      <PageHead title="Accuracy" sub="Forecasts against what happened" />
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <p className="ac-why">{view.why}</p>
      <div className="grid">
        {view.chart ? <CoveragePanel chart={view.chart} /> : null}
        {view.horizons.map(({ origin, title, rows }) => (
          <Panel key={origin} title={title} sub={meaning} className="s6">
            <ScoreTable head="Days ahead" rows={rows} />
          </Panel>
        ))}
        {view.widened.length > 0 ? (
          <Panel
            title="Demoted"
            sub="Kinds of forecast that did not hold; said beside each of them"
            className="s6"
          >
            <ul className="ac-notes">
              {view.widened.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Panel>
        ) : null}
        {followed ? <FollowedPanel view={followed} /> : null}
        {view.misses.length > 0 ? <MissTable misses={view.misses} basis={view.basis} /> : null}
        {view.classes.length > 0 ? (
          <Panel title="By class" sub={view.basis} className="s6">
            <ScoreTable head="Class" rows={view.classes} />
          </Panel>
        ) : null}
        {view.teams.length > 0 ? (
          <Panel title="By team" sub={view.basis} className="s6">
            <ScoreTable head="Team" rows={view.teams} />
          </Panel>
        ) : null}
      </div>
    </>
  )
}

function CoveragePanel({ chart }: { readonly chart: NonNullable<AccuracyView['chart']> }) {
  const draw = (width: number) =>
    drawCoverage({ ...chart, width, nominal: 0.8, nominalText: 'should be 80%' })
  return (
    <Panel title="Days inside the 80% interval" sub="Share of observed days, by days ahead" className="s6">
      <TwoWidths wide={draw(580)} narrow={draw(310)} />
      <div className="lg">
        <span>
          <i className="k-dot ac-published" />
          published
        </span>
        <span>
          <i className="k-dot ac-hindsight" />
          hindsight
        </span>
      </div>
    </Panel>
  )
}
