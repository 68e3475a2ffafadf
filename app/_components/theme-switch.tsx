'use client'

import { Icon } from './icon.tsx'

const yearSeconds = 365 * 24 * 3600

/** Goes to the other theme and remembers it. */
export function switchTheme(): void {
  const root = document.documentElement
  const systemDark = matchMedia('(prefers-color-scheme: dark)').matches
  const shown = root.dataset.theme ?? (systemDark ? 'dark' : 'light')
  const next = shown === 'dark' ? 'light' : 'dark'
  root.dataset.theme = next
  document.cookie = `theme=${next}; path=/; max-age=${yearSeconds}; samesite=lax`
}

/** Goes to the other theme and remembers it in a cookie, which the server reads: no flash on the next page. */
export function ThemeSwitch() {
  return (
    <button type="button" className="icb" aria-label="Switch between light and dark" onClick={switchTheme}>
      <Icon name="moon" size={16} />
    </button>
  )
}
