import type { Ref } from 'react'

export type WaitingRowProps = {
  readonly columns: number
  readonly failed: boolean
  readonly onRetry: () => void
  readonly index: number
  readonly ref: Ref<HTMLTableRowElement>
}

/** Stands where a row is being read, in its size; or says that it could not be. */
export function WaitingRow({ columns, failed, onRetry, index, ref }: WaitingRowProps) {
  return (
    <tr className="wait" ref={ref} data-index={index} aria-rowindex={index + 2} aria-busy={!failed}>
      <td colSpan={columns}>
        {failed ? (
          <>
            <span className="mut">This part of the list could not be read.</span>{' '}
            <button type="button" className="btn sm" onClick={onRetry}>
              Retry
            </button>
          </>
        ) : (
          <span className="wait-block" />
        )}
      </td>
    </tr>
  )
}
