import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { dayMs, type EpochMs, floorTo, isoDay } from '#lib/model/time.ts'
import { exportCsv } from '../cost-export.ts'
import type { CostLine, WorldObject } from '../cost-line.ts'
import { accounts } from './accounts.ts'

/** Bucket of the payer into which the estate's bill is exported, in both formats. */
export const exportBucket = 'headroom-cost-exports'

const months = 14
/** AWS goes on correcting an export until this day of the next month. */
const finalDayOfMonth = 10

type Lines = (day: string, nowMs: EpochMs) => readonly CostLine[]

/**
 * One file and one manifest for each month and format, overwritten with every delivery: daily until the month is final.
 * Delivered up to yesterday.
 */
export function openExportBucket(lines: Lines) {
  const made = new Map<string, Uint8Array>()
  return (accountId: string, bucket: string, nowMs: EpochMs): readonly WorldObject[] | undefined => {
    const payer = accounts.find(({ payer }) => payer)
    if (accountId !== payer?.id || bucket !== exportBucket) return undefined
    return (['cur', 'focus'] as const).flatMap((kind) =>
      Array.from({ length: months }, (_, ago) => monthOf(nowMs, ago)).flatMap((month) =>
        monthObjects({ kind, month, nowMs, lines, made }),
      ),
    )
  }
}

type Month = { readonly firstMs: EpochMs; readonly endMs: EpochMs; readonly deliveredMs: EpochMs }

function monthOf(nowMs: EpochMs, ago: number): Month {
  const now = new Date(nowMs)
  const at = (months: number, day: number) =>
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago + months, day)
  return {
    firstMs: at(0, 1),
    endMs: at(1, 1),
    deliveredMs: Math.min(floorTo(nowMs, dayMs), at(1, finalDayOfMonth)),
  }
}

type Delivery = {
  readonly kind: 'cur' | 'focus'
  readonly month: Month
  readonly nowMs: EpochMs
  readonly lines: Lines
  readonly made: Map<string, Uint8Array>
}

function monthObjects({ kind, month, lines, made }: Delivery): WorldObject[] {
  const { firstMs, endMs, deliveredMs } = month
  const period = `BILLING_PERIOD=${isoDay(firstMs).slice(0, 7)}`
  const root = `${kind}/headroom-${kind}`
  const key = `${root}/data/${period}/headroom-${kind}-00001.csv.gz`
  const etag = `"${createHash('md5').update(`${key}${deliveredMs}`).digest('hex')}"`
  const body = () => {
    const known = made.get(etag)
    if (known) return known
    const days: string[] = []
    for (let ms = firstMs; ms < endMs && ms < deliveredMs; ms += dayMs) days.push(isoDay(ms))
    const csv = exportCsv(
      kind,
      days.map((day) => ({ day, lines: lines(day, deliveredMs) })),
    )
    const packed = gzipSync(csv)
    made.set(etag, packed)
    return packed
  }
  const manifest = JSON.stringify({ dataFiles: [`s3://${exportBucket}/${key}`] })
  return [
    { key, etag, modifiedMs: deliveredMs, body },
    {
      key: `${root}/metadata/${period}/headroom-${kind}-Manifest.json`,
      etag,
      modifiedMs: deliveredMs,
      body: () => Buffer.from(manifest),
    },
  ]
}
