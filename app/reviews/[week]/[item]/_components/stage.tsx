import Link from 'next/link'
import { drawFan } from '#lib/draw/fan.ts'
import type { ItemView } from '#lib/present/review/review-item.ts'
import type { ReviewView } from '#lib/present/review/review-view.ts'
import { SentenceText } from '../../../../_components/sentence-text.tsx'
import { Svg } from '../../../../_components/svg.tsx'
import { DecisionsTable } from '../../../_components/decisions-table.tsx'
import { ListTable } from '../../../_components/list-table.tsx'
import { Bridge, SpendTable } from '../../../_components/money.tsx'
import { OptionTable } from '../../../_components/option-table.tsx'

/** One question: title, answer, one chart, options. */
function Question({ item }: { readonly item: ItemView }) {
  const { chart, decided, notes, because, meta } = item
  return (
    <>
      <p className="stage-meta">
        <b>Item {item.number}</b> {meta.join(', ')}
        <span className="push">{because}</span>
      </p>
      <h1>
        <bdi>{item.question}</bdi>
      </h1>
      <p className="stage-answer">
        <SentenceText parts={item.answer} />
      </p>
      {decided ? (
        <p className="verd">
          <b>{decided.word}</b>
          {decided.change ? `: ${decided.change}` : ''}, {decided.when}. {decided.terms}{' '}
          <bdi>{decided.reason}</bdi>
        </p>
      ) : null}
      {notes.map((note) => (
        <p key={note} className="notice watch">
          {note}
        </p>
      ))}
      {chart ? (
        <>
          <Svg className="only-wide" markup={drawFan(chart.fan, 796)} />
          <Svg className="only-narrow" markup={drawFan(chart.fan, 328)} />
        </>
      ) : null}
      <OptionTable item={item} />
      <p className="t2">
        <Link className="lk" href={item.resourceHref} prefetch={false}>
          Everything about it
        </Link>
      </p>
    </>
  )
}

type StageProps = { readonly view: ReviewView; readonly id: string; readonly item?: ItemView }

/** What the step of the meeting shows. */
export function Stage({ view, id, item }: StageProps) {
  const { lists, bridge, spend, log } = view
  if (item) return <Question item={item} />
  if (id === 'since')
    return (
      <>
        <h1>Since the last review</h1>
        <p className="stage-answer">
          <SentenceText parts={view.lede} />
        </p>
        <ListTable list={lists.changes} name="Change" />
        <h2>Carried over</h2>
        <ListTable list={lists.carried} name="Decision" />
        <h2>Forecast and actual</h2>
        <p className="t2">{lists.accuracy.sub}</p>
        <ListTable list={lists.accuracy} name="Miss" />
      </>
    )
  if (id === 'spend')
    return (
      <>
        <h1>{bridge?.title ?? 'Spend'}</h1>
        {bridge ? <p className="stage-answer">{bridge.sub}</p> : null}
        {bridge ? <Bridge bridge={bridge} /> : null}
        <SpendTable rows={spend} />
      </>
    )
  if (id === 'ends')
    return (
      <>
        <h1>What ends</h1>
        <p className="stage-answer">{lists.ends.sub}</p>
        <ListTable list={lists.ends} name="Day" />
      </>
    )
  return (
    <>
      <h1>Owners and dates</h1>
      <p className="stage-answer">{view.rest}</p>
      <DecisionsTable log={log} />
      <p className="t2">{view.next}</p>
    </>
  )
}
