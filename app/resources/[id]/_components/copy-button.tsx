'use client'

import { useState } from 'react'

export type CopyButtonProps = { readonly text: string; readonly label: string; readonly shown?: boolean }

/** Copies a text; says so, also to screen readers. `shown` writes the label beside the sign. */
export function CopyButton({ text, label, shown = false }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const said = { idle: '', copied: 'Copied', failed: 'Not allowed by the browser' }[state]
  const copy = () => {
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    done.then(
      () => setState('copied'),
      () => setState('failed'),
    )
  }
  return (
    <button
      type="button"
      className={shown ? 'btn sm' : 'copy'}
      onClick={copy}
      aria-label={shown ? undefined : label}
      title={label}
    >
      <svg className="ic" width="13" height="13" viewBox="0 0 16 16" aria-hidden="true">
        <rect x="5.5" y="5.5" width="8" height="8" rx="1.2" />
        <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
      </svg>
      {shown ? 'Copy' : null}
      <span className={said ? 'said' : 'hidden-text'} aria-live="polite">
        {said}
      </span>
    </button>
  )
}
