import type { ReactNode } from 'react'

/** The label of a size that may wrap at a dot, but not inside a count or a range: `c6i.2xlarge × 12–64`. */
export function SizeText({ label }: { readonly label: string }): ReactNode {
  const whole = label
    .replaceAll('× ', '×\u00A0')
    .replaceAll('–', '\u2060–\u2060')
    .replaceAll(' GiB', '\u00A0GiB')
  return <Broken text={whole} />
}

function Broken({ text }: { readonly text: string }): ReactNode {
  const at = text.search(/(?<=\.)(?=[a-z])/)
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      <Broken text={text.slice(at)} />
    </>
  )
}
