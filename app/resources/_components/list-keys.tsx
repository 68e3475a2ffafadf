'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

function closeMenus(except?: Node): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    if (!except || !menu.contains(except)) menu.open = false
  }
}

function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape') closeMenus()
}

/** Escape or a click elsewhere closes a menu; a click anywhere on a row opens it. */
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
