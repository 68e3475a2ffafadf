import Link from 'next/link'
import type { ScenarioView } from '#lib/present/scenario.ts'
import { Kpi } from '../../../_components/kpi.tsx'
import { PageHead } from '../../../_components/page-head.tsx'
import { Panel } from '../../../_components/panel.tsx'
import { SentenceText } from '../../../_components/sentence-text.tsx'
import { MovesTable } from './moves-table.tsx'
import { ShoppingTable } from './shopping-table.tsx'

/** Lays out the view; what is not in it takes no place. */
export function ScenarioPage({ view }: { readonly view: ScenarioView }) {
  return (
    <>
      <nav className="crumb" aria-label="Path">
        <Link href="/scenarios">Scenarios</Link>
        <span>{view.name}</span>
      </nav>
      <PageHead title={view.name} sub={view.source}>
        <a className="btn" href={`/api/v1/scenarios/${view.id}`}>
          JSON
        </a>
      </PageHead>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <dl className="kpis">
        {view.kpis.map(({ title, value, note }) => (
          <Kpi key={title} title={title} value={value}>
            {note}
          </Kpi>
        ))}
      </dl>
      <div className="grid sc-grid">
        <Assumptions view={view} />
        {view.first ? <Chain view={view} /> : null}
        {view.zones.length > 0 ? <Zones view={view} /> : null}
      </div>
      {view.shopping.length > 0 ? <ShoppingTable view={view} /> : null}
      {view.rows.length > 0 ? <MovesTable view={view} /> : null}
      <Panel title="How it was rehearsed" className="sc-grid">
        <ul className="sc-list">
          {view.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Panel>
    </>
  )
}

function Assumptions({ view }: { readonly view: ScenarioView }) {
  return (
    <Panel title="Assumptions" sub="The baseline is what runs now and its forecast." className="s4">
      {view.assumptions.map((one) => (
        <dl key={one.name} className="sc-assumed">
          <dt>{one.name}</dt>
          <dd>{one.what}</dd>
          <dd>{one.size}</dd>
          <dd>{one.when}</dd>
        </dl>
      ))}
    </Panel>
  )
}

function Chain({ view }: { readonly view: ScenarioView }) {
  return (
    <Panel
      title="What breaks first"
      sub="The chain by the load that each link bears, the weakest first."
      className="s8"
    >
      <p className="sc-first">
        <SentenceText parts={view.first ?? []} />
      </p>
      <ol className="sc-list">
        {view.chain.map((link) => (
          <li key={link.key} className={link.breaks ? 'breaks' : undefined}>
            {link.href ? <Link href={link.href}>{link.text}</Link> : link.text}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Zones({ view }: { readonly view: ScenarioView }) {
  return (
    <Panel title="Loss of a zone" sub="Each zone in turn, at every hour." className="s8">
      <ul className="sc-list sc-zones">
        {view.zones.map((zone) => (
          <li key={zone.id} className={zone.survives ? undefined : 'breaks'}>
            <Link href={`/resources/${encodeURIComponent(zone.id)}`}>{zone.name}</Link>: {zone.text}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
