'use client'

/** Opens the browser's print, which writes the PDF. */
export function PrintButton() {
  return (
    <button type="button" className="btn" onClick={() => window.print()}>
      PDF
    </button>
  )
}
