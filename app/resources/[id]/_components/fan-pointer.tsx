'use client'

import { useEffect, useRef, useState } from 'react'
import { ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts'
import type { FanFrame } from '#lib/draw/fan-frame.ts'
import type { HoverPoint } from '#lib/present/resource-hover.ts'

/** A drawn fan: its width in px and where its frame lies in it. */
export type DrawnFrame = Pick<FanFrame, 'width' | 'height' | 'left' | 'right' | 'top' | 'bottom'>

export type FanPointerProps = {
  readonly points: readonly HoverPoint[]
  readonly startMs: number
  readonly endMs: number
  readonly top: number
  /** Narrowest first; the picture shown is the widest of them that the style sheet lets stand. */
  readonly frames: readonly DrawnFrame[]
}

type TipProps = { readonly active: boolean; readonly payload: readonly { readonly payload?: unknown }[] }

function isPoint(value: unknown): value is HoverPoint {
  return typeof value === 'object' && value !== null && 'lines' in value
}

function Tip({ active, payload }: TipProps) {
  const point = payload[0]?.payload
  if (!active || !isPoint(point)) return null
  return (
    <div className="tip">
      <b>{point.title}</b>
      <dl>
        {point.lines.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>UTC; 7-day median</p>
    </div>
  )
}

/** Width of the place of the picture, kept up to date. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { place, width }
}

/** The frame of the picture that stands there: the last one that is shown, scaled to its width. */
function shownFrame(place: HTMLDivElement | null, frames: readonly DrawnFrame[]) {
  const pictures = place?.parentElement?.querySelectorAll('svg.fl') ?? []
  for (const picture of pictures) {
    const { width } = picture.getBoundingClientRect()
    const frame = frames.find((one) => String(one.width) === picture.getAttribute('width'))
    if (width > 0 && frame) return { frame, scale: width / frame.width }
  }
  return undefined
}

/**
 * Pointer and arrow keys over the drawn fan: crosshair, a ring on the line, and the numbers of that day. Draws no
 * second fan; loaded after the page, which reads in full without it.
 */
export default function FanPointer({ points, startMs, endMs, top, frames }: FanPointerProps) {
  const { place, width } = useWidth()
  const shown = width > 0 ? shownFrame(place.current, frames) : undefined
  return (
    <div className="fan-pointer" ref={place}>
      {shown ? <Pointer {...{ points, startMs, endMs, top }} {...shown} /> : null}
    </div>
  )
}

type PointerProps = Omit<FanPointerProps, 'frames'> & { readonly frame: DrawnFrame; readonly scale: number }

function Pointer({ points, startMs, endMs, top, frame, scale }: PointerProps) {
  const margin = {
    top: frame.top * scale,
    left: frame.left * scale,
    right: (frame.width - frame.right) * scale,
    bottom: (frame.height - frame.bottom) * scale,
  }
  return (
    <ComposedChart
      width={frame.width * scale}
      height={frame.height * scale}
      margin={margin}
      data={[...points]}
      aria-label="Values by day: arrow keys move"
    >
      <XAxis dataKey="ms" type="number" domain={[startMs, endMs]} hide allowDataOverflow />
      <YAxis domain={[0, top]} hide allowDataOverflow />
      <Line
        dataKey="value"
        stroke="none"
        dot={false}
        activeDot={{ r: 4, className: 'tip-dot' }}
        isAnimationActive={false}
      />
      <Tooltip content={Tip} cursor={{ className: 'tip-line' }} isAnimationActive={false} offset={14} />
    </ComposedChart>
  )
}
