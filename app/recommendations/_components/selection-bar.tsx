'use client'

import { useEffect, useRef, useState } from 'react'
import { maxExpectedBreaches, type Picked, selectionOf, withinStop } from '#lib/present/selection.ts'

export type SelectionBarProps = { readonly query: string; readonly horizonText: string }

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('.re-table input[name="change"]')]
}

function pickedOf({ value, dataset }: HTMLInputElement): Picked {
  const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text))
  const { list, cash, chance } = dataset
  return { id: value, listUsd: number(list) ?? 0, cashUsd: number(cash), chance: number(chance) }
}

const checked = () => selectionOf(boxes().flatMap((box) => (box.checked ? [pickedOf(box)] : [])))

function check(ids: ReadonlySet<string>): void {
  for (const box of boxes()) box.checked = ids.has(box.value)
}

/** Sums of what is selected, and its stop: a change that would pass it is not taken. */
export function SelectionBar({ query, horizonText }: SelectionBarProps) {
  const [selection, setSelection] = useState(() => selectionOf([]))
  const [isRefused, setRefused] = useState(false)
  const bar = useRef<HTMLElement>(null)
  const choose = (ids: ReadonlySet<string>) => {
    check(ids)
    setSelection(checked())
    setRefused(false)
  }
  useEffect(() => {
    const onChange = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.name !== 'change') return
      const passes = target.checked && checked().expectedBreaches > maxExpectedBreaches
      if (passes) target.checked = false
      setRefused(passes)
      setSelection(checked())
    }
    const list = bar.current?.parentElement
    list?.addEventListener('change', onChange)
    return () => list?.removeEventListener('change', onChange)
  }, [])
  const ids = `${query === '' ? '?' : '&'}id=${selection.ids.join(',')}`
  const fitting = () => choose(new Set(withinStop(boxes().map(pickedOf)).map(({ id }) => id)))
  return (
    <section className="re-select" ref={bar} aria-label="Selection">
      <p aria-live="polite">
        <b>{selection.title}</b> <span>{selection.detail}</span>
        {selection.ids.length > 0 ? <span> by {horizonText}.</span> : null}
        {isRefused ? <b className="risk"> Not added: it would pass {maxExpectedBreaches}.</b> : null}
      </p>
      <span className="re-acts">
        {selection.ids.length > 0 ? (
          <>
            <a className="btn sm" href={`/api/recommendations.csv${query}${ids}`} download>
              CSV of these
            </a>
            <button type="button" className="btn sm" onClick={() => choose(new Set())}>
              Clear
            </button>
          </>
        ) : null}
        <button type="button" className="btn sm" onClick={fitting}>
          Select to {maxExpectedBreaches} breaches
        </button>
      </span>
    </section>
  )
}
