'use client'

import dynamic from 'next/dynamic'
import { useCallback, useEffect, useState } from 'react'
import { focusSearch, isTyping, moveFocus } from './focus.ts'

const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false })
const KeyHelp = dynamic(() => import('./key-help.tsx').then((module) => module.KeyHelp), { ssr: false })

type Opened = 'palette' | 'help' | undefined

/** Keys of every page: Ctrl or Cmd with `k` finds, `/` goes to the filter, `?` lists the keys, `j` and `k` move between rows. */
export function PageKeys() {
  const [opened, setOpened] = useState<Opened>()
  const close = useCallback(() => setOpened(undefined), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setOpened((now) => (now === 'palette' ? undefined : 'palette'))
        return
      }
      const isPlain = !(event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented)
      if (!isPlain || isTyping(event.target) || document.querySelector('dialog[open]')) return
      const isReview = document.querySelector('[data-move]') !== null
      if (event.key === '/') {
        event.preventDefault()
        focusSearch()
      }
      if (event.key === '?') setOpened('help')
      if (event.key === 'j' && !isReview) moveFocus(1)
      if (event.key === 'k' && !isReview) moveFocus(-1)
    }
    const onOpen = () => setOpened('palette')
    document.addEventListener('keydown', onKey)
    document.addEventListener('headroom:find', onOpen)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('headroom:find', onOpen)
    }
  }, [])
  if (opened === 'palette') return <Palette onClose={close} onHelp={() => setOpened('help')} />
  return opened === 'help' ? <KeyHelp onClose={close} /> : null
}
