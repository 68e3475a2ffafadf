/** Saves one of several tables of a page as CSV. */
export function TableCsv({ href, title }: { readonly href: string; readonly title: string }) {
  return (
    <a className="lk" href={href} download aria-label={`${title} as CSV`}>
      CSV
    </a>
  )
}
