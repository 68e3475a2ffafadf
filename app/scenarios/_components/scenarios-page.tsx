import Link from 'next/link'
import type { ScenariosView } from '#lib/present/scenarios.ts'
import { PageHead } from '../../_components/page-head.tsx'
import { Panel } from '../../_components/panel.tsx'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { NewScenario } from './new-scenario.tsx'

type ScenariosPageProps = { readonly view: ScenariosView; readonly mayWrite: boolean }

export function ScenariosPage({ view, mayWrite }: ScenariosPageProps) {
  return (
    <>
      <PageHead title="Scenarios" sub="What if it happens">
        <a className="btn" href="/api/v1/scenarios">
          JSON
        </a>
      </PageHead>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <div className="grid">
        {view.cards.map((card) => (
          <Panel key={card.id} title={card.name} sub={card.size} className="s6">
            {card.first === '' ? null : <p>{card.first}</p>}
            <p className="sc-more">
              {card.shopping} <Link href={card.href}>{`Open ${card.name}`}</Link>
            </p>
          </Panel>
        ))}
        {mayWrite ? <NewScenario /> : null}
      </div>
    </>
  )
}
