import type { ResourceView } from '#lib/present/resource.ts'
import { Panel } from '../../../_components/panel.tsx'

/** The reasoning, sentence by sentence. */
export function Evidence({ items }: { readonly items: ResourceView['evidence'] }) {
  return (
    <Panel title="Why this size">
      <ol className="ev">
        {items.map(({ title, text }) => (
          <li key={title}>
            <b>
              <bdi>{title}</bdi>
            </b>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
