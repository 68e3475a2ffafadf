import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Rules of WCAG 2.2 AA that a page breaks as it is shown now, each with the first place; `view` names it. */
export async function violationsOf(page: Page, view: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${view} ${id}: ${nodes[0]?.html.slice(0, 200)}`)
}
