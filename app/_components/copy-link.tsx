'use client'

import { useState } from 'react'
import { Icon } from './icon.tsx'

const words = { idle: '', copied: 'Link copied', failed: 'The browser does not allow it' } as const

/** Copies the address of the view: all that decides what is shown stands in it. */
export function CopyLink() {
  const [state, setState] = useState<keyof typeof words>('idle')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      setState('copied')
    } catch {
      setState('failed')
    }
    setTimeout(() => setState('idle'), 2_500)
  }
  return (
    <button
      type="button"
      className="icb copy-link"
      aria-label="Copy link to this view"
      title="Copy link"
      onClick={copy}
    >
      <Icon name={state === 'copied' ? 'check' : 'link'} size={16} />
      <span className={state === 'idle' ? 'hidden-text' : 'said'} role="status">
        {words[state]}
      </span>
    </button>
  )
}
