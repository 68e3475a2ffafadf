'use client'

import { useEffect } from 'react'
import type { Choice } from './choices.ts'

export type ChoiceListProps = {
  readonly id: string
  readonly choices: readonly Choice[]
  readonly current: Choice | undefined
  readonly onTake: (choice: Choice) => void
}

/** The choices, the first of each group under its name; the present one is kept in view. The field above holds the focus. */
export function ChoiceList({ id, choices, current, onTake }: ChoiceListProps) {
  const currentId = current && `${id}${current.id}`
  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' })
  }, [currentId])
  return (
    <div role="listbox" id={`${id}list`} aria-label="Found" className="pal-list" tabIndex={-1}>
      {choices.map((choice, i) => (
        <div
          key={choice.id}
          id={`${id}${choice.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={choice === current}
          className="pal-choice"
          data-group={choices[i - 1]?.group === choice.group ? undefined : choice.group}
          onClick={() => onTake(choice)}
          onKeyDown={({ key }) => key === 'Enter' && onTake(choice)}
        >
          <bdi className="cut">{choice.label}</bdi>
          {choice.sub ? (
            <small className="cut">
              <bdi>{choice.sub}</bdi>
            </small>
          ) : null}
          {choice.state ? <span className="risk">{choice.state}</span> : null}
        </div>
      ))}
    </div>
  )
}
