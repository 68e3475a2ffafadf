'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useId, useState } from 'react'
import { Icon } from '../_components/icon.tsx'
import { switchTheme } from '../_components/theme-switch.tsx'
import { ChoiceList } from './choice-list.tsx'
import { type Choice, choicesFor } from './choices.ts'
import { Dialog } from './dialog.tsx'
import { useFound } from './use-found.ts'

export type PaletteProps = { readonly onClose: () => void; readonly onHelp: () => void }

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** Finds resources, teams, pages and actions by name: a combobox with a list, after the WAI-ARIA pattern. */
export function Palette({ onClose, onHelp }: PaletteProps) {
  const router = useRouter()
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { found, failed } = useFound(text)
  const actions = [
    { label: 'Copy link to this view', run: () => void navigator.clipboard?.writeText(location.href) },
    { label: 'Switch between light and dark', run: switchTheme },
    {
      label: 'Save this view as CSV',
      run: () => document.querySelector<HTMLElement>('main a.btn[download]')?.click(),
    },
    { label: 'List the keys', run: onHelp },
  ]
  const choices = choicesFor(text, found, actions)
  const current = choices[Math.min(at, choices.length - 1)]
  const take = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    choice.run?.()
    if (choice.href) router.push(choice.href)
  }
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step !== undefined) setAt((at + step + choices.length) % Math.max(1, choices.length))
    else if (event.key === 'Enter') take(current)
    else return
    event.preventDefault()
  }
  return (
    <Dialog label="Find" className="palette" onClose={onClose}>
      <div className="pal-field">
        <Icon name="find" />
        <input
          role="combobox"
          aria-label="Find a resource, team, page or action"
          aria-expanded="true"
          aria-controls={`${id}list`}
          aria-activedescendant={current ? `${id}${current.id}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder="Resource, team, page or action"
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            setAt(0)
          }}
          onKeyDown={onKey}
        />
        <kbd>Esc</kbd>
      </div>
      <ChoiceList id={id} choices={choices} current={current} onTake={take} />
      <p className="pal-said" role="status">
        {failed
          ? 'Resources could not be searched.'
          : choices.length === 0
            ? `Nothing is called “${text}”.`
            : ''}
      </p>
    </Dialog>
  )
}
