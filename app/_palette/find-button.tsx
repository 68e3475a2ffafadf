'use client'

import { Icon } from '../_components/icon.tsx'

/** Opens the palette for those who do not use its keys. */
export function FindButton() {
  return (
    <button
      type="button"
      className="find-key"
      aria-label="Find anything, Ctrl K"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => document.dispatchEvent(new CustomEvent('headroom:find'))}
    >
      <kbd>Ctrl K</kbd>
      <Icon name="find" size={16} />
    </button>
  )
}
