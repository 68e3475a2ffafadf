import Link from 'next/link'
import { drawFan } from '#lib/draw/fan.ts'
import type { ChartView, ResourceView } from '#lib/present/resource.ts'
import { Panel } from '../../../_components/panel.tsx'
import { State } from '../../../_components/state.tsx'
import { Svg } from '../../../_components/svg.tsx'
import { WeekTable } from './week-table.tsx'

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

function Legend({ fan }: Pick<ChartView, 'fan'>) {
  return (
    <p className="lg">
      <span>
        <i className="k-line" />
        7-day median
      </span>
      <span>
        <i className="k-line raw" />
        daily
      </span>
      {fan.forecast ? (
        <>
          <span>
            <i className="k-dash" />
            forecast median
          </span>
          {(['50', '80', '95'] as const).map((level) => (
            <span key={level}>
              <i className={`k-box b${level}`} />
              {level === '95' ? '95% interval' : `${level}%`}
            </span>
          ))}
          <span>
            <i className="k-dot risk" />
            crosses within {fan.horizon.days} days
          </span>
          <span>
            <i className="k-dot later" />
            after them
          </span>
          <span>
            <i className="k-dot no" />
            later than this axis
          </span>
        </>
      ) : null}
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
        <Svg className="fan-wide" markup={drawFan(chart.fan, 966)} />
        <Svg className="fan-middle" markup={drawFan(chart.fan, 620)} />
        <Svg className="fan-narrow" markup={drawFan(chart.fan, 328)} />
        {chart.fan.crossing ? <CrossingLines lines={chart.fan.crossing.lines} /> : null}
      </div>
      <Legend fan={chart.fan} />
      <WeekTable chart={chart} />
    </Panel>
  )
}
