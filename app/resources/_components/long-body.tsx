'use client'

import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { Fragment, memo, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { ResourceGroup } from '#lib/present/resources.ts'
import { GroupHead } from './group-head.tsx'
import { layoutOf } from './long-table.ts'
import { TableRow } from './table-row.tsx'
import { useStretches } from './use-stretches.ts'
import { WaitingRow } from './waiting-row.tsx'

export type LongBodyProps = {
  readonly groups: readonly ResourceGroup[]
  readonly rowsHref: string
  readonly columns: number
}

const rowPx = 48
const cardPx = 158
const groupPx = 35
const overscan = 10
/** Lines drawn by the server, and until the browser knows what is in view. */
const firstLines = 60

const Row = memo(TableRow)

/** The body of a table of thousands of rows: only those around the view are in the page, and the one that has the focus. */
export function LongBody({ groups, rowsHref, columns }: LongBodyProps) {
  const { length, lineAt } = layoutOf(groups)
  const body = useRef<HTMLTableSectionElement>(null)
  const place = usePlace(body)
  const [focused, setFocused] = useState(-1)
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: length,
    estimateSize: (index) => (lineAt(index)?.kind === 'group' ? groupPx : place?.cards ? cardPx : rowPx),
    overscan,
    scrollMargin: place?.topPx ?? 0,
    rangeExtractor: useCallback(
      (range: Range) => withFocused(defaultRangeExtractor(range), focused),
      [focused],
    ),
    useFlushSync: false,
  })
  const drawn = place
    ? virtualizer.getVirtualItems().map(({ index, start, end }) => ({ index, start, end }))
    : Array.from({ length: Math.min(firstLines, length) }, (_, index) => ({ index, start: 0, end: 0 }))
  const lines = drawn.map((item, i) => {
    const gapPx = place ? item.start - (drawn[i - 1]?.end ?? place.topPx) : 0
    return { ...item, gapPx, line: lineAt(item.index) }
  })
  const inView = lines.flatMap(({ line }) => (line?.kind === 'row' ? [line.at] : []))
  const { rows, failed, retry } = useStretches({ groups, rowsHref, inView })
  const restPx = place ? virtualizer.getTotalSize() + place.topPx - (drawn.at(-1)?.end ?? 0) : 0
  return (
    <tbody ref={body} onFocus={({ target }) => setFocused(lineOf(target))}>
      {lines.map(({ index, gapPx, line }) => {
        const own = { index, ref: virtualizer.measureElement }
        const row = line?.kind === 'row' ? rows.get(line.at) : undefined
        return (
          <Fragment key={index}>
            <Gap px={gapPx} columns={columns} />
            {line?.kind === 'group' ? (
              <GroupHead group={line.group} columns={columns} {...own} />
            ) : row ? (
              <Row row={row} {...own} />
            ) : (
              <WaitingRow columns={columns} failed={failed} onRetry={retry} {...own} />
            )}
          </Fragment>
        )
      })}
      <Gap px={restPx} columns={columns} />
    </tbody>
  )
}

/** Where the table begins on the page and whether its rows are cards; undefined on the server and before it is known. */
function usePlace(body: { readonly current: HTMLElement | null }) {
  const [place, setPlace] = useState<{ readonly topPx: number; readonly cards: boolean }>()
  useLayoutEffect(() => {
    const measure = () => {
      const topPx = Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
      setPlace({ topPx, cards: matchMedia('(max-width: 720px)').matches })
    }
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [body])
  return place
}

function withFocused(indexes: number[], focused: number): number[] {
  if (focused < 0 || indexes.includes(focused)) return indexes
  return [...indexes, focused].sort((a, b) => a - b)
}

function lineOf(target: Element): number {
  return Number(target.closest('tr')?.dataset.index ?? -1)
}

/** Stands for lines that are not in the page. */
function Gap({ px, columns }: { readonly px: number; readonly columns: number }) {
  if (px < 0.5) return null
  return (
    <tr className="gap" style={{ height: px }}>
      <td colSpan={columns} />
    </tr>
  )
}
