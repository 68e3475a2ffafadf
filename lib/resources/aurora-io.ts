import type { Facts } from '#lib/model/resource.ts'

/** How a cluster pays for its volume: `aurora` by GiB and by I/O, `aurora-iopt1` (I/O-Optimized) by GiB alone. */
export type StorageMode = 'aurora' | 'aurora-iopt1'

/**
 * I/O-Optimized costs 1.3 times the instances (ACU-hours too) and 2.25 times the storage of Aurora Standard, and
 * nothing for I/O (Aurora pricing, us-east-1: $0.225 over $0.10 per GiB-month).
 */
export const optimizedOverStandard = { compute: 1.3, storage: 2.25 } as const

/** A month of one cluster at the prices of Aurora Standard, in dollars. */
export type StandardMonth = {
  readonly computeUsd: number
  readonly storageUsd: number
  readonly ioUsd: number
}

/** What each mode costs for the same month. */
export type ModeCosts = { readonly standardUsd: number; readonly optimizedUsd: number }

/** The month in both modes. */
export function modeCosts({ computeUsd, storageUsd, ioUsd }: StandardMonth): ModeCosts {
  const { compute, storage } = optimizedOverStandard
  return {
    standardUsd: computeUsd + storageUsd + ioUsd,
    optimizedUsd: compute * computeUsd + storage * storageUsd,
  }
}

/** Share of I/O in the month at Standard prices, 0 to 1; `NaN` where nothing is paid. */
export function ioShareOf(month: StandardMonth): number {
  return month.ioUsd / modeCosts(month).standardUsd
}

/**
 * The I/O share at which both modes cost the same: (0.3 C + 1.25 S) / (1.3 C + 2.25 S). It follows from
 * C + S + I = 1.3 C + 2.25 S with the share I / (C + S + I). Between 23.1 % (no storage) and 55.6 % (storage alone).
 */
export function breakEvenIoShare({
  computeUsd,
  storageUsd,
}: Pick<StandardMonth, 'computeUsd' | 'storageUsd'>): number {
  const { optimizedUsd } = modeCosts({ computeUsd, storageUsd, ioUsd: 0 })
  return (optimizedUsd - computeUsd - storageUsd) / optimizedUsd
}

/**
 * Facts of a cluster's storage mode from one month of its use: the I/O share, the share at which the modes break even,
 * and the cheaper mode with what it saves a month, in either direction. An I/O-Optimized cluster still counts its
 * VolumeReadIOPs and VolumeWriteIOPs, so the month at Standard prices is known for it too.
 */
export function ioFacts(mode: StorageMode, month: StandardMonth): Facts {
  const { standardUsd, optimizedUsd } = modeCosts(month)
  const cheaper: StorageMode = optimizedUsd < standardUsd ? 'aurora-iopt1' : 'aurora'
  const paidUsd = mode === 'aurora' ? standardUsd : optimizedUsd
  return {
    ioShare: ioShareOf(month),
    ioShareBreakEven: breakEvenIoShare(month),
    cheaperStorageType: cheaper,
    cheaperStorageSavesMonthlyUsd: paidUsd - Math.min(standardUsd, optimizedUsd),
  }
}
