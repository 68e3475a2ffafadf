'use client'

import Link, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'

const places = [
  { href: '/', label: 'Overview' },
  { href: '/resources', label: 'Resources' },
  { href: '/recommendations', label: 'Recommendations' },
  { href: '/costs', label: 'Costs' },
  { href: '/databases', label: 'Databases' },
  { href: '/gpu-pools', label: 'GPU pools' },
  { href: '/reviews', label: 'Reviews' },
  { href: '/teams', label: 'Teams' },
  { href: '/scenarios', label: 'Scenarios' },
  { href: '/accuracy', label: 'Accuracy' },
  { href: '/data', label: 'Data' },
] as const

/** The pages, with the present one marked. A new page is one line above. */
export function Nav() {
  const path = usePathname()
  return (
    <nav className="nav" aria-label="Primary">
      {places.map(({ href, label }) => {
        const here = path === href || (href !== '/' && path.startsWith(`${href}/`))
        return (
          <Link key={href} href={href} prefetch={false} aria-current={here ? 'page' : undefined}>
            <Label text={label} />
          </Link>
        )
      })}
    </nav>
  )
}

/** The present page stays until the next is there; a slow one is announced on its link after 300 ms. */
function Label({ text }: { readonly text: string }) {
  const { pending } = useLinkStatus()
  return (
    <span className={pending ? 'pending' : undefined} aria-busy={pending || undefined}>
      {text}
    </span>
  )
}
