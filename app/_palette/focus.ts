/** Whether keys go into a field: single keys mean nothing then. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
        !/^(radio|checkbox|button)$/.test(target.getAttribute('type') ?? '')))
  )
}

/** Moves the focus to the next or previous resource of the page's tables. */
export function moveFocus(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main tr a.rid')]
  const here = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
  const first = step > 0 ? 0 : links.length - 1
  const next = links[here < 0 ? first : Math.min(links.length - 1, Math.max(0, here + step))]
  next?.focus({ preventScroll: true })
  next?.closest('tr')?.scrollIntoView({ block: 'nearest' })
}

/** The field that `/` goes to: the filter of the page, else the search of the header. */
export function focusSearch(): void {
  const field =
    document.querySelector<HTMLInputElement>('#filter') ??
    document.querySelector<HTMLInputElement>('header input[name="q"]')
  field?.focus()
  field?.select()
}
