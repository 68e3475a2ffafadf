import Link from 'next/link'
import { drawFan } from '#lib/draw/fan.ts'
import type { ItemView } from '#lib/present/review/review-item.ts'
import type { ReviewView } from '#lib/present/review/review-view.ts'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { Svg } from '../../_components/svg.tsx'
import { OptionTable } from './option-table.tsx'
import { Sheet } from './sheet.tsx'

const chartWidth = 620

function Verdict({ decided }: Pick<ItemView, 'decided'>) {
  if (!decided) return <p className="verd open">Not decided yet.</p>
  return (
    <p className="verd">
      <b>{decided.word}</b>
      {decided.change ? `: ${decided.change}` : ''}, {decided.when}. {decided.terms}{' '}
      <bdi>{decided.reason}</bdi>
    </p>
  )
}

/** One question: its picture, what it was decided on, its options, and the word that was given. */
export function ItemSheet({ item, view }: { readonly item: ItemView; readonly view: ReviewView }) {
  const present = (
    <Link className="lk no-print" href={item.href} prefetch={false}>
      Open
    </Link>
  )
  return (
    <Sheet
      view={view}
      title={`${item.number}. ${item.question}`}
      sub={[...item.meta, item.because].join(', ')}
      right={present}
      className="item-sheet"
      id={`item-${item.number}`}
    >
      <div className="item-grid">
        <div>
          <p className="item-answer">
            <SentenceText parts={item.answer} />
          </p>
          {item.chart ? <Svg markup={drawFan(item.chart.fan, chartWidth)} /> : null}
        </div>
        <div>
          <Verdict decided={item.decided} />
          {item.notes.map((note) => (
            <p key={note} className="notice watch">
              {note}
            </p>
          ))}
          <ol className="because">
            {item.evidence.map(({ title, text }) => (
              <li key={title}>
                <b>{title}</b> {text}
              </li>
            ))}
          </ol>
        </div>
      </div>
      <OptionTable item={item} />
    </Sheet>
  )
}
