import type { DecisionPanelView } from '#lib/present/decision-panel.ts'
import type { ResourceView } from '#lib/present/resource.ts'
import type { CodeView } from '#lib/present/resource-code.ts'
import { DecisionPanel } from '../../../_decide/decision-panel.tsx'
import { Built } from './built.tsx'
import { CandidateTable } from './candidate-table.tsx'
import { CapacityHistory } from './capacity-history.tsx'
import { Decision } from './decision.tsx'
import { DetailHead } from './detail-head.tsx'
import { DimensionMultiples } from './dimension-multiples.tsx'
import { Evidence } from './evidence.tsx'
import { ExhaustionChart } from './exhaustion-chart.tsx'
import { TerraformPatch } from './terraform-patch.tsx'

/** With so few dimensions there is room below them, beside the recommendation. */
const fewDimensions = 5

/** Lays out the view; what is not in it takes no place. */
export function ResourcePage({
  view,
  decisions,
  code,
}: {
  readonly view: ResourceView
  readonly decisions?: DecisionPanelView
  readonly code?: CodeView
}) {
  const { decision, evidence, candidates, built, history } = view
  const hasAside = decision !== undefined || decisions !== undefined || evidence.length > 0
  const compared = view.dimensions.length > 0
  const beside = view.dimensions.length <= fewDimensions
  const builtFrom = built ? <Built built={built} /> : null
  return (
    <>
      <DetailHead view={view} />
      <div className={hasAside ? 'dgrid' : 'dgrid alone'}>
        <div className="dcol">
          <ExhaustionChart view={view} />
          {compared ? <DimensionMultiples view={view} /> : null}
          {beside ? builtFrom : null}
        </div>
        {hasAside ? (
          <div className="dcol">
            {decision ? <Decision decision={decision} /> : null}
            {decisions ? <DecisionPanel view={decisions} /> : null}
            {evidence.length > 0 ? <Evidence items={evidence} /> : null}
            {code ? <TerraformPatch view={code} /> : null}
          </div>
        ) : null}
      </div>
      {candidates ? <CandidateTable candidates={candidates} /> : null}
      <div className="dfacts">
        {beside ? null : builtFrom}
        {history.length > 0 ? <CapacityHistory rows={history} /> : null}
      </div>
    </>
  )
}
