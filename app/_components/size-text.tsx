/** The label of a size that may wrap, but not inside a count or a range: `c6i.2xlarge × 12–64`. */
export function SizeText({ label }: { readonly label: string }) {
  return label.replaceAll('× ', '×\u00A0').replaceAll('–', '\u2060–\u2060').replaceAll(' GiB', '\u00A0GiB')
}
