/** Grey blocks of the final size, shown only when loading takes longer than 300 ms. */
export function Skeleton({ heights }: { readonly heights: readonly number[] }) {
  return (
    <div className="loading" aria-busy="true">
      <span className="hidden-text">Loading</span>
      {heights.map((height, i) => (
        <span key={`${heights.slice(0, i + 1).join('-')}`} className="sk" style={{ height }} />
      ))}
    </div>
  )
}
