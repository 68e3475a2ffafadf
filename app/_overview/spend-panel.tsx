import { drawSpend } from '#lib/draw/spend.ts'
import { usdAxis } from '#lib/present/format.ts'
import type { SpendView } from '#lib/present/overview-spend.ts'
import { Panel } from '../_components/panel.tsx'
import { TwoWidths } from '../_components/two-widths.tsx'

/** Cost so far. */
export function SpendPanel({ spend }: { readonly spend: SpendView }) {
  const { points, nowText, label } = spend
  const tickText = usdAxis(Math.max(...points.map(({ usdPerMonth }) => usdPerMonth)))
  const draw = (width: number) => drawSpend({ points, nowText, label, width, tickText })
  return (
    <Panel title="Spend so far" sub={spend.sub} className="s6" footer={<Teams spend={spend} />}>
      <TwoWidths wide={draw(580)} narrow={draw(330)} />
    </Panel>
  )
}

function Teams({ spend: { teams, untagged } }: { readonly spend: SpendView }) {
  return (
    <>
      <span>Last 30 days:</span>
      {teams.map((team) => (
        <span key={team.name} className="tn ov-team">
          <bdi>{team.name}</bdi> {team.amount}
        </span>
      ))}
      {untagged ? <span className="push">{untagged} untagged</span> : null}
    </>
  )
}
