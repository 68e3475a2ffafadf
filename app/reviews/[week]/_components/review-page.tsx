import Link from 'next/link'
import type { ReviewView } from '#lib/present/review/review-view.ts'
import { PageHead } from '../../../_components/page-head.tsx'
import { SentenceText } from '../../../_components/sentence-text.tsx'
import { State } from '../../../_components/state.tsx'
import { DecisionsTable } from '../../_components/decisions-table.tsx'
import { ItemSheet } from '../../_components/item-sheet.tsx'
import { ListTable } from '../../_components/list-table.tsx'
import { Bridge, SpendTable } from '../../_components/money.tsx'
import { RunsOutTable } from '../../_components/runs-out-table.tsx'
import { Sheet } from '../../_components/sheet.tsx'
import { PrintButton } from './print-button.tsx'

function Head({ view }: { readonly view: ReviewView }) {
  return (
    <>
      <PageHead title={view.title} sub={view.when}>
        <span className="no-print rv-actions">
          {view.items.length > 0 ? (
            <Link className="btn pri" href={`${view.href}/1`}>
              Present
            </Link>
          ) : null}
          <a className="btn" href={`${view.href}/minutes.md`}>
            Minutes
          </a>
          <PrintButton />
        </span>
      </PageHead>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <p className="t2">{view.basis}.</p>
      {view.notes.map((note) => (
        <p key={note} className="notice watch">
          {note}
        </p>
      ))}
    </>
  )
}

/** The agenda at a glance, each question leading to its place below; paper has its pages instead. */
function ItemIndex({ view }: { readonly view: ReviewView }) {
  if (view.items.length < 3) return null
  return (
    <nav className="panel rv-index no-print" aria-label="Agenda">
      <ol>
        {view.items.map(({ number, question, decided }) => (
          <li key={number}>
            <a href={`#item-${number}`}>
              <bdi>{question}</bdi>
              <span className={decided ? 'save' : 'mut'}>{decided ? decided.word : 'open'}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A review from headline to decisions; each part is a page on paper. */
export function ReviewPage({ view }: { readonly view: ReviewView }) {
  const { lists, runsOut } = view
  return (
    <div className="page rv-page">
      <Head view={view} />
      <Sheet
        view={view}
        title="Runs out"
        sub="By median date. One dot is a 1-in-20 chance."
        className="first"
      >
        {runsOut.empty ? <State title={runsOut.empty} /> : <RunsOutTable view={runsOut} />}
      </Sheet>
      <ItemIndex view={view} />
      {view.items.map((item) => (
        <ItemSheet key={item.number} item={item} view={view} />
      ))}
      <Sheet view={view} title="Since the last review" sub={lists.changes.sub}>
        <ListTable list={lists.changes} name="Change" />
      </Sheet>
      <Sheet view={view} title="Forecast and actual" sub={lists.accuracy.sub}>
        <ListTable list={lists.accuracy} name="Miss" />
      </Sheet>
      {view.bridge ? (
        <Sheet view={view} title={view.bridge.title} sub={view.bridge.sub}>
          <Bridge bridge={view.bridge} />
        </Sheet>
      ) : null}
      <Sheet view={view} title="Spend against budget" sub="Unblended, to the newest day with a bill">
        <SpendTable rows={view.spend} />
      </Sheet>
      <Sheet view={view} title="Carried over" sub={lists.carried.sub}>
        <ListTable list={lists.carried} name="Decision" />
      </Sheet>
      <Sheet view={view} title="What ends" sub={lists.ends.sub}>
        <ListTable list={lists.ends} name="Day" />
      </Sheet>
      <Sheet view={view} title="No recommendation" sub={lists.abstentions.sub}>
        <ListTable list={lists.abstentions} name="Reason" />
      </Sheet>
      <Sheet view={view} title="Decisions and owners" sub={view.rest}>
        <DecisionsTable log={view.log} />
        <p className="t2">{view.next}</p>
        <p className="mono rv-hash">sha256 {view.sha256}</p>
      </Sheet>
    </div>
  )
}
