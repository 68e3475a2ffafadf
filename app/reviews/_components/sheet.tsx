import type { ReactNode } from 'react'
import type { ReviewView } from '#lib/present/review/review-view.ts'
import { Panel } from '../../_components/panel.tsx'

type SheetProps = {
  readonly view: ReviewView
  readonly title: string
  readonly sub?: string
  readonly right?: ReactNode
  readonly className?: string
  /** For links to it. */
  readonly id?: string
  readonly children: ReactNode
}

/** A panel on screen, a page of its own on paper: with whose it is at its head and the times of its data at its foot. */
export function Sheet({ view, className, id, children, ...panel }: SheetProps) {
  return (
    <div id={id} className={className ? `sheet ${className}` : 'sheet'}>
      <p className="sheet-head">
        <b>Headroom</b> Capacity review {view.week}, {view.when}
      </p>
      <Panel {...panel}>{children}</Panel>
      <p className="sheet-foot">{view.basis}</p>
    </div>
  )
}
