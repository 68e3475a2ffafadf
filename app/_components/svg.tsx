/** A picture built by lib/draw, which escapes every text in it. The only place that sets markup. */
export function Svg({ markup, className }: { readonly markup: string; readonly className?: string }) {
  return (
    <span className={className ? `draw ${className}` : 'draw'} dangerouslySetInnerHTML={{ __html: markup }} />
  )
}
