import Link from 'next/link'
import type { ReactNode } from 'react'
import { drawFan } from '#lib/draw/fan.ts'
import { type FanFrame, fanFrame } from '#lib/draw/fan-frame.ts'
import type { ResourceView } from '#lib/present/resource.ts'
import type { ChartView } from '#lib/present/resource-chart-view.ts'
import { Panel } from '../../../_components/panel.tsx'
import { State } from '../../../_components/state.tsx'
import { Svg } from '../../../_components/svg.tsx'
import { LazyFanPointer } from './lazy-fan-pointer.tsx'
import { WeekTable } from './week-table.tsx'

/** The same numbers drawn for three places; detail.css shows the one that fits. */
const fanWidths = [
  { name: 'fan-wide', width: 966 },
  { name: 'fan-middle', width: 620 },
  { name: 'fan-narrow', width: 328 },
] as const

/** The numbers of a frame, without its scales: functions do not go to the browser. */
function drawnFrame({ width, height, left, right, top, bottom }: FanFrame) {
  return { width, height, left, right, top, bottom }
}

function Tabs({ tabs }: Pick<ResourceView, 'tabs'>) {
  return (
    <nav className="seg dtabs" aria-label="Dimension">
      {tabs.map(({ dimension, label, href, selected }) => (
        <Link key={dimension} href={href} aria-current={selected ? 'true' : undefined} scroll={false}>
          {label}
        </Link>
      ))}
    </nav>
  )
}

function Key({ mark, children }: { readonly mark: string; readonly children: ReactNode }) {
  return (
    <span>
      <i className={mark} />
      {children}
    </span>
  )
}

function Legend({ chart: { fan, dots } }: { readonly chart: ChartView }) {
  return (
    <p className="lg">
      <Key mark="k-line">7-day median</Key>
      <Key mark="k-line raw">daily</Key>
      {fan.forecast ? (
        <>
          <Key mark="k-dash">forecast median</Key>
          <Key mark="k-box b50">50%</Key>
          <Key mark="k-box b80">80%</Key>
          <Key mark="k-box b95">95% interval</Key>
        </>
      ) : null}
      {fan.after ? <Key mark="k-line after">after the change</Key> : null}
      {dots.soon ? <Key mark="k-dot risk">crosses within {fan.horizon.days} days</Key> : null}
      {dots.dated ? <Key mark="k-dot later">after {fan.horizon.days} days</Key> : null}
      {dots.later ? <Key mark="k-dot no">later</Key> : null}
    </p>
  )
}

/** Lines that stand inside the widest picture and under the narrower ones. */
function CrossingLines({ lines }: { readonly lines: readonly string[] }) {
  const [heading, ...rest] = lines
  return (
    <div className="fan-lines">
      <b>{heading}</b>
      {rest.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  )
}

/** History, fan and crossing dots of one dimension; the same as a table; its dimensions as tabs. */
export function ExhaustionChart({ view: { chart, tabs, name } }: { readonly view: ResourceView }) {
  if (!chart)
    return (
      <Panel title="Demand">
        <State title="No samples have been observed." icon="clock">
          As soon as CloudWatch has a day of samples of <bdi>{name}</bdi>, its history stands here; after 7
          observed days, its forecast.
        </State>
      </Panel>
    )
  return (
    <Panel title={chart.title} sub={chart.sub} right={tabs.length > 1 ? <Tabs tabs={tabs} /> : undefined}>
      <div className="fan">
        {fanWidths.map(({ name, width }) => (
          <Svg key={name} className={name} markup={drawFan(chart.fan, width)} />
        ))}
        <LazyFanPointer
          points={chart.hover}
          startMs={chart.fan.startMs}
          endMs={chart.fan.endMs}
          top={chart.fan.top}
          frames={fanWidths.map(({ width }) => drawnFrame(fanFrame(chart.fan, width)))}
        />
        {chart.fan.crossing ? <CrossingLines lines={chart.fan.crossing.lines} /> : null}
      </div>
      <Legend chart={chart} />
      <WeekTable chart={chart} />
    </Panel>
  )
}
