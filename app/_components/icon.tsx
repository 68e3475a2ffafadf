import type { ReactNode } from 'react'

const shapes = {
  moon: <path d="M13 9.6A5.4 5.4 0 1 1 6.6 3a4.4 4.4 0 0 0 6.4 6.6z" />,
  file: <path d="M9.5 1.8h-5a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V4.8zM9.5 1.8v3h3" />,
  up: <path d="M8 13V3.5M4 7l4-4 4 4" />,
  down: <path d="M8 3v9.5M4 9l4 4 4-4" />,
  link: (
    <path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-1 1M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.5 8.8a2.6 2.6 0 0 0 3.7 3.7l1-1" />
  ),
  check: <path d="m3.5 8.4 3 3 6-6.6" />,
  swap: <path d="M3 5.5h9.5M9.8 2.8l2.7 2.7-2.7 2.7M13 10.5H3.5M6.2 7.8l-2.7 2.7 2.7 2.7" />,
  right: <path d="m6.5 4.5 3.5 3.5-3.5 3.5" />,
  open: <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />,
  plus: <path d="M8 3v10M3 8h10" />,
  cross: <path d="m4.2 4.2 7.6 7.6M11.8 4.2l-7.6 7.6" />,
  find: (
    <>
      <circle cx="7" cy="7" r="4.4" />
      <path d="m10.4 10.4 3.4 3.4" />
    </>
  ),
  filter: <path d="M2 3.5h12M4.4 8h7.2M6.6 12.5h2.8" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 4.6V8l2.4 1.6" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.2 14.3 13H1.7z" />
      <path d="M8 6.4v3.2M8 11.2v.3" />
    </>
  ),
  gpu: (
    <>
      <rect x="3.5" y="3.5" width="9" height="9" rx="1" />
      <rect x="6.2" y="6.2" width="3.6" height="3.6" />
      <path d="M5.5 3.5v-2M8 3.5v-2M10.5 3.5v-2M5.5 14.5v-2M8 14.5v-2M10.5 14.5v-2M3.5 5.5h-2M3.5 8h-2M3.5 10.5h-2M14.5 5.5h-2M14.5 8h-2M14.5 10.5h-2" />
    </>
  ),
  database: (
    <>
      <ellipse cx="8" cy="3.6" rx="5" ry="2" />
      <path d="M3 3.6v8.8c0 1.1 2.2 2 5 2s5-.9 5-2V3.6M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />
    </>
  ),
  group: (
    <>
      <rect x="2" y="9" width="3" height="5" />
      <rect x="6.5" y="6" width="3" height="8" />
      <rect x="11" y="2.5" width="3" height="11.5" />
    </>
  ),
  server: (
    <>
      <rect x="2" y="2.5" width="12" height="4.6" rx="1" />
      <rect x="2" y="8.9" width="12" height="4.6" rx="1" />
      <path d="M4.6 4.8h.1M4.6 11.2h.1" />
    </>
  ),
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes

/** A line icon that takes the colour of its text; always beside a word, so hidden from screen readers. */
export function Icon({ name, size = 14 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="ic" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[name]}
    </svg>
  )
}
