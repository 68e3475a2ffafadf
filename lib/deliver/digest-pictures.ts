import { drawDotAxis, drawDots } from '#lib/draw/dots.ts'
import { drawSpend } from '#lib/draw/spend.ts'
import type { DigestView } from '#lib/present/digest.ts'
import { usdAxis } from '#lib/present/format.ts'
import { rasterise } from './png.ts'

export type Picture = { readonly cid: string; readonly base64: string }

/** Widths and heights in pixels at which the message shows its pictures. */
export const pictureSizes = {
  axis: { width: 236, height: 34 },
  dots: { width: 236, height: 58 },
  spend: { width: 536, height: 262 },
} as const

/** The content id of the dots of a resource. */
export function dotsId(id: string): string {
  return `dots-${id.replace(/[^A-Za-z0-9]/g, '')}@headroom`
}
export const axisId = 'axis@headroom'
export const spendId = 'spend@headroom'

/** Every picture of a digest as PNG. */
export function drawPictures(view: DigestView): readonly Picture[] {
  const { runsOut, spend } = view
  const pictures: Picture[] = []
  const add = (cid: string, svg: string, width: number) =>
    pictures.push({ cid, base64: rasterise(svg, width).toString('base64') })
  if (runsOut && runsOut.rows.length > 0) {
    const { width } = pictureSizes.dots
    const axis = { ...runsOut.axis, width }
    add(axisId, drawDotAxis(axis, { horizon: runsOut.horizonDate, label: runsOut.axisLabel }), width)
    for (const { id, dots } of runsOut.rows) add(dotsId(id), drawDots(dots, axis), width)
  }
  if (spend) {
    const { width } = pictureSizes.spend
    const tickText = usdAxis(Math.max(...spend.points.map(({ usdPerMonth }) => usdPerMonth)))
    add(spendId, drawSpend({ ...spend, tickText, width }), width)
  }
  return pictures
}
