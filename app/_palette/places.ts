/** The pages, in the order of the navigation. A new page is one line. */
export const places = [
  { href: '/', label: 'Overview' },
  { href: '/resources', label: 'Resources' },
  { href: '/recommendations', label: 'Recommendations' },
  { href: '/costs', label: 'Costs' },
  { href: '/databases', label: 'Databases' },
  { href: '/gpu-pools', label: 'GPU pools' },
  { href: '/reviews', label: 'Reviews' },
  { href: '/teams', label: 'Teams' },
  { href: '/scenarios', label: 'Scenarios' },
  { href: '/accuracy', label: 'Accuracy' },
  { href: '/data', label: 'Data' },
] as const

/** Pages that are reached from others, and from the palette. */
export const furtherPlaces = [
  { href: '/policy', label: 'Policy, calendar and budgets' },
  { href: '/digests', label: 'Weekly digest' },
  { href: '/resources?finding=runs-out', label: 'Resources that run out' },
  { href: '/resources?finding=oversized', label: 'Oversized resources' },
  { href: '/resources?sort=decide', label: 'Resources by decision date' },
  { href: '/resources?team=-', label: 'Resources without a team' },
] as const
