import Link from 'next/link'
import { drawGpuUse } from '#lib/draw/gpu-use.ts'
import type { GpuPoolView } from '#lib/present/gpu-pool.ts'
import { Kpi } from '../../../_components/kpi.tsx'
import { PageHead } from '../../../_components/page-head.tsx'
import { Panel } from '../../../_components/panel.tsx'
import { SentenceText } from '../../../_components/sentence-text.tsx'
import { State } from '../../../_components/state.tsx'
import { TwoWidths } from '../../../_components/two-widths.tsx'
import { GpuMaps } from './gpu-maps.tsx'
import { IdleTable, OptionTable } from './gpu-tables.tsx'

/** Are we out of GPUs, or only not using them? */
export function GpuPoolPage({ view }: { readonly view: GpuPoolView }) {
  return (
    <>
      <nav className="crumb" aria-label="Path">
        <Link href="/gpu-pools" prefetch={false}>
          GPU pools
        </Link>
      </nav>
      <PageHead title={<bdi className="gp-title">{view.name}</bdi>}>
        <Link className="btn" href={`/resources/${view.id}`} prefetch={false}>
          Forecast and evidence
        </Link>
      </PageHead>
      <p className="gp-facts">
        {view.facts.join(' · ')} <code className="cut">{view.arn}</code>
      </p>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <dl className="kpis">
        {view.kpis.map(({ title, value, unit, tone, detail }) => (
          <Kpi key={title} title={title} value={value} unit={unit} tone={tone}>
            {detail}
          </Kpi>
        ))}
      </dl>
      <div className="grid">
        {view.nodes.length === 0 ? <NoSamples /> : <Measured view={view} />}
        <Panel
          title="Other sizes"
          sub="List price, on demand. Chance of a breach within the horizon."
          className="s6"
        >
          <OptionTable view={view} />
        </Panel>
        <Panel title="What the scheduler says" sub="Given out, waited for, and by whom" className="s6">
          <dl className="gp-said">
            {view.scheduler.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className={text === 'not measured' ? 'mut' : undefined}>{text}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
    </>
  )
}

function Measured({ view }: { readonly view: GpuPoolView }) {
  const { hourly, ticks } = view
  const chart = {
    label: `${view.name}: GPUs at work and held, of ${hourly.gpus}, by the hour.`,
    gpus: hourly.gpus,
    busy: hourly.busy,
    held: hourly.held,
    ticks: ticks.map(({ cell, text }) => ({ step: cell * 4, text })),
  }
  return (
    <>
      <GpuMaps view={view} />
      <Panel
        title="Reserved, held and at work"
        sub="GPUs by the hour, UTC"
        className="s6"
        right={
          <span className="lg">
            <span>
              <i className="sw gp-busy" /> at work
            </span>
            <span>
              <i className="sw gp-held" /> held
            </span>
          </span>
        }
      >
        <TwoWidths
          wide={drawGpuUse({ ...chart, width: 620 })}
          narrow={drawGpuUse({ ...chart, width: 340 })}
        />
      </Panel>
      <Panel
        title="Idle GPU-hours by node"
        sub="Held, and under 5% busy for the hour; list price"
        className="s6"
      >
        <IdleTable view={view} />
      </Panel>
    </>
  )
}

function NoSamples() {
  return (
    <Panel title="Every GPU" className="s12">
      <State title="No GPU has samples of the last 14 days">
        The CloudWatch agent reports them with its nvidia_gpu section, Container Insights on nodes of EKS. The
        policy of the role allows both to be read.
      </State>
    </Panel>
  )
}
