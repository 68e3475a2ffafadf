'use client'

import Link, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'
import { places } from '../_palette/places.ts'

/** The pages, with the present one marked. */
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
