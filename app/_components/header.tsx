import Form from 'next/form'
import Link from 'next/link'
import { FindButton } from '../_palette/find-button.tsx'
import { CopyLink } from './copy-link.tsx'
import { FreshnessNote } from './freshness-note.tsx'
import { Icon } from './icon.tsx'
import { Nav } from './nav.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** Top bar: brand, pages, find, age of the data, theme. Find is a plain form, so it works without scripts. */
export function Header() {
  return (
    <header className="top">
      <div className="top-in">
        <Link className="brand" href="/" aria-label="Headroom, overview">
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <rect width="22" height="22" rx="5" className="mark-0" />
            <path d="M4.5 5.5h13" className="mark-1" />
            <path d="M4.5 17.5v-3.2l4-2.1 4 .4 5-3.4v8.3z" className="mark-2" />
          </svg>
          <span>Headroom</span>
        </Link>
        <Nav />
        <div className="top-r">
          <search>
            <Form className="find" action="/resources" prefetch={false}>
              <Icon name="find" />
              <input type="search" name="q" aria-label="Find a resource, team or ARN" placeholder="Find" />
            </Form>
          </search>
          <FindButton />
          <FreshnessNote />
          <CopyLink />
          <ThemeSwitch />
        </div>
      </div>
    </header>
  )
}
