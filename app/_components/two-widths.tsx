import { Svg } from './svg.tsx'

/** The same chart drawn for a wide and for a narrow page; style sheets show one of them. */
export function TwoWidths({ wide, narrow }: { readonly wide: string; readonly narrow: string }) {
  return (
    <>
      <Svg markup={wide} className="only-wide" />
      <Svg markup={narrow} className="only-narrow" />
    </>
  )
}
