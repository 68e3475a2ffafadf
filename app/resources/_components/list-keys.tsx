'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** Moves the focus to the next or previous resource of the table. */
function moveFocus(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.rsx a.rid')]
  const here = links.findIndex((link) => link.matches(':focus'))
  const next =
    links[here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + step))]
  next?.focus()
  next?.closest('tr')?.scrollIntoView({ block: 'nearest' })
}

function closeMenus(except?: Node): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    if (!except || !menu.contains(except)) menu.open = false
  }
}

function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape') closeMenus()
  if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
  if (event.key === 'j') moveFocus(1)
  if (event.key === 'k') moveFocus(-1)
  if (event.key !== '/') return
  event.preventDefault()
  document.querySelector<HTMLInputElement>('#filter')?.select()
}

/** Keys of the list: `/` filter, `j` and `k` move, Escape closes a menu; a click anywhere on a row opens it. */
export function ListKeys() {
  const router = useRouter()
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : undefined
      closeMenus(target)
      if (!target || target.closest('a, button, summary, input') || getSelection()?.toString()) return
      const link = target.closest('tr')?.querySelector<HTMLAnchorElement>('a.rid')
      if (link) router.push(link.pathname)
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('click', onClick)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onClick)
    }
  }, [router])
  return null
}
