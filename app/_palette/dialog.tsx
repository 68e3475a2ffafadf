'use client'

import { type ReactNode, useEffect, useRef } from 'react'

export type DialogProps = {
  readonly label: string
  readonly className: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal box of the browser: it keeps the focus, Escape and a click beside it close it, and the focus goes back. */
export function Dialog({ label, className, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    if (dialog && !dialog.open) dialog.showModal()
    const onClick = (event: MouseEvent) => {
      if (event.target === dialog) dialog?.close()
    }
    dialog?.addEventListener('click', onClick)
    return () => dialog?.removeEventListener('click', onClick)
  }, [])
  return (
    <dialog ref={box} className={`float ${className}`} aria-label={label} onClose={onClose}>
      <div className="float-in">{children}</div>
    </dialog>
  )
}
