'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.getAttribute('type') !== 'radio'))
  )
}

/** `d` is a snooze that waits for data. */
function chooseAnswer(key: string): void {
  const bar = document.querySelector<HTMLFormElement>('form.dbar')
  const radio = bar?.querySelector<HTMLInputElement>(`input[data-key="${key === 'd' ? 's' : key}"]`)
  if (!bar || !radio) return
  radio.click()
  const reason = bar.querySelector<HTMLInputElement>('input[name="reason"]')
  if (key === 'd' && reason) reason.value = 'Needs data'
  const first = [...bar.querySelectorAll<HTMLInputElement>('.dfields input')].find(
    (input) => input.offsetParent !== null && input.value === '',
  )
  first?.focus()
}

/** `j` and `k` move, `a` `t` `s` `r` `d` choose the answer, `p` opens the print. Off while typing. */
export function PresenterKeys() {
  const router = useRouter()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      const key = event.key.toLowerCase()
      if (!/^[jkatsrdp]$/.test(key)) return
      event.preventDefault()
      const link = document.querySelector<HTMLAnchorElement>(`a[data-move="${key}"]`)
      if (link) router.push(link.pathname)
      else chooseAnswer(key)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [router])
  return null
}
