/** Usual reasons, offered while one types another. */
export function ReasonList({ id, reasons }: { readonly id: string; readonly reasons: readonly string[] }) {
  return (
    <datalist id={id}>
      {reasons.map((reason) => (
        <option key={reason} value={reason} />
      ))}
    </datalist>
  )
}
