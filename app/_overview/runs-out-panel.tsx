import Link from 'next/link'
import { type DotAxis, drawDotAxis, drawDots } from '#lib/draw/dots.ts'
import type { RunsOutRow, RunsOutView } from '#lib/present/overview-runs-out.ts'
import { Panel } from '../_components/panel.tsx'
import { ResourceName } from '../_components/resource-name.tsx'
import { SizeText } from '../_components/size-text.tsx'
import { State } from '../_components/state.tsx'
import { Svg } from '../_components/svg.tsx'

const dotsWidth = 304

export function RunsOutPanel({ view }: { readonly view: RunsOutView }) {
  const axis: DotAxis = { ...view.axis, width: dotsWidth }
  return (
    <Panel
      title="Runs out soon"
      className="ov-runs"
      sub="The date each resource first stays above its safe limit. One dot is a 1-in-20 chance."
      right={<Legend horizonDays={view.axis.horizonDays} />}
      footer={<Footer view={view} />}
    >
      {view.empty ? <State title={view.empty} /> : null}
      {view.rows.length > 0 ? <RunsOutTable view={view} axis={axis} /> : null}
    </Panel>
  )
}

function Legend({ horizonDays }: { readonly horizonDays: number }) {
  return (
    <div className="lg">
      <span>
        <i className="k-dot risk" />
        within {horizonDays} days
      </span>
      <span>
        <i className="k-dot later" />
        later
      </span>
      <span>
        <i className="k-line" />
        80% interval, tick at median
      </span>
    </div>
  )
}

function Footer({ view }: { readonly view: RunsOutView }) {
  return (
    <>
      {view.hiddenCount > 0 ? (
        <Link className="lk" href="/resources?finding=runs-out" prefetch={false}>
          {view.hiddenCount} more run out
        </Link>
      ) : null}
      <span>{view.watchCount} on watch</span>
      <Link className="lk" href="/resources" prefetch={false}>
        All resources by risk
      </Link>
      <span className="push">7-day median of the daily peak against the safe limit</span>
    </>
  )
}

function RunsOutTable({ view, axis }: { readonly view: RunsOutView; readonly axis: DotAxis }) {
  const labels = { horizon: view.horizonLabel, label: view.axisLabel }
  return (
    <div className="scroll">
      <table className="rt">
        <thead>
          <tr>
            <th className="c1">Resource, limited by</th>
            <th className="dotc">
              <Svg markup={drawDotAxis(axis, labels)} />
            </th>
            <th className="n pc">By {view.horizonDate}</th>
            <th className="n med">Median, 80% int.</th>
            <th className="n due">Decide by</th>
            <th className="fx">Change to</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <Row key={row.id} row={row} axis={axis} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row, axis }: { readonly row: RunsOutRow; readonly axis: DotAxis }) {
  const sub = (
    <>
      {row.limitedBy}
      {row.team ? (
        <>
          {' · '}
          <bdi>{row.team}</bdi>
        </>
      ) : null}
    </>
  )
  return (
    <tr>
      <td className="c1">
        <ResourceName id={row.id} name={row.name} resourceClass={row.resourceClass} sub={sub} />
      </td>
      <td className="dotc">
        <Svg markup={drawDots(row.dots, axis)} />
      </td>
      <td className="n pc">
        <b>{row.chance}</b>
        <small>{row.chanceWord}</small>
      </td>
      <td className="n med">
        <b>{row.median}</b>
        {row.interval === '' ? null : <small>{row.interval}</small>}
      </td>
      <td className={row.late ? 'n due risk' : 'n due'}>
        <b>{row.decideBy}</b>
        {row.late ? <small>overdue</small> : null}
      </td>
      <td className="fx" title={row.changeTo}>
        <b>
          <SizeText label={row.changeTo} />
        </b>
        <small className={row.saves ? 'tn save' : 'tn'}>{row.changeUsd}</small>
      </td>
    </tr>
  )
}
