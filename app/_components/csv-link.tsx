import { Icon } from './icon.tsx'

/** Saves what the page shows as CSV. */
export function CsvLink({ href }: { readonly href: string }) {
  return (
    <a className="btn" href={href} download>
      <Icon name="down" />
      CSV
    </a>
  )
}
