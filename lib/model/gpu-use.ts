import type { EpochMs } from './time.ts'

/** What one GPU did, hour by hour; `NaN` = no sample. */
export type GpuHours = {
  readonly resourceId: string
  /** Instance and index: `i-0abc/gpu3`. */
  readonly member: string
  /** Share of the time that a kernel ran, percent. */
  readonly busy: Float32Array
  /** Highest memory in use, MiB. */
  readonly heldMib: Float32Array
}

/** The GPUs of some pools over the same hours, from `startMs`. */
export type GpuUse = { readonly startMs: EpochMs; readonly hours: number; readonly gpus: readonly GpuHours[] }
