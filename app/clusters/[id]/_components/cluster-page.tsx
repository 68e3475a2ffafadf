import Link from 'next/link'
import { drawPareto } from '#lib/draw/pareto.ts'
import type { ClusterChart, ClusterPart, ClusterView } from '#lib/present/cluster.ts'
import { usdShort } from '#lib/present/format.ts'
import { CsvLink } from '../../../_components/csv-link.tsx'
import { PageHead } from '../../../_components/page-head.tsx'
import { Panel } from '../../../_components/panel.tsx'
import { SentenceText } from '../../../_components/sentence-text.tsx'
import { State } from '../../../_components/state.tsx'
import { TwoWidths } from '../../../_components/two-widths.tsx'
import { CopyButton } from '../../../resources/[id]/_components/copy-button.tsx'
import { OptionTable } from './option-table.tsx'

/** Lays out the view; what is not in it takes no place. */
export function ClusterPage({ view }: { readonly view: ClusterView }) {
  return (
    <>
      <nav className="crumb" aria-label="Path">
        <Link href={view.resourceHref}>
          <bdi>{view.name}</bdi>
        </Link>
        <span>Scaling</span>
      </nav>
      <PageHead title={<bdi>{view.name}</bdi>}>
        {view.exports ? (
          <>
            <CsvLink href={view.exports.csv} />
            <a className="btn" href={view.exports.json}>
              JSON
            </a>
          </>
        ) : null}
      </PageHead>
      <p className="meta">
        {view.facts.map((fact) => (
          <span key={fact}>
            <bdi>{fact}</bdi>
          </span>
        ))}
      </p>
      {view.mode ? <Mode mode={view.mode} /> : null}
      {view.growth.length > 0 ? (
        <div className="grid cl-grid">
          <Words title="CPU and demand" lines={view.growth} />
        </div>
      ) : null}
      {[view, ...view.others].map((part) => (
        <Part key={part.title ?? ''} part={part} csvHref={view.exports?.csv ?? ''} />
      ))}
    </>
  )
}

function Mode({ mode }: { readonly mode: NonNullable<ClusterView['mode']> }) {
  return (
    <>
      <p className="lede">{mode.text}</p>
      {mode.terraform ? (
        <div className="grid cl-grid">
          <Terraform code={mode.terraform} />
        </div>
      ) : null}
    </>
  )
}

function Part({ part, csvHref }: { readonly part: ClusterPart; readonly csvHref: string }) {
  return (
    <>
      {part.title ? <h2 className="cl-part">{part.title}</h2> : null}
      <p className="lede">
        <SentenceText parts={part.lede} />
      </p>
      <div className="grid cl-grid">
        {part.missing ? (
          <Panel title="Other policies" className="s6">
            <State title={part.missing.title}>{part.missing.text}</State>
          </Panel>
        ) : null}
        {part.chart ? <Front chart={part.chart} /> : null}
        <Words title="Policy in force" lines={part.inForce} />
        <Words title="Proof" lines={part.proof} />
        <Words title="How it was replayed" lines={part.notes} />
        {part.terraform ? <Terraform code={part.terraform} /> : null}
      </div>
      {part.rows.length > 0 ? <OptionTable part={part.title} rows={part.rows} csvHref={csvHref} /> : null}
    </>
  )
}

function Front({ chart }: { readonly chart: ClusterChart }) {
  const draw = (width: number) => drawPareto({ ...chart, width, usdText: usdShort })
  return (
    <Panel
      title="Cost against minutes above the limit"
      sub="Best trade-offs. Lower left is better."
      className="s6"
    >
      <TwoWidths wide={draw(580)} narrow={draw(310)} />
    </Panel>
  )
}

function Words({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <Panel title={title} className="s6">
      <ul className="cl-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Panel>
  )
}

function Terraform({ code }: { readonly code: string }) {
  const copy = <CopyButton text={code} label="Copy the Terraform" shown />
  return (
    <Panel
      title="Terraform"
      sub="The recommended policy; name the blocks as in your code."
      right={copy}
      className="s6"
    >
      <section className="cl-scroll" aria-label="Terraform code">
        <pre className="diff">
          <code>{code}</code>
        </pre>
      </section>
    </Panel>
  )
}
