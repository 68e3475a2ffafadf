'use client'

import { Dialog } from './dialog.tsx'

const groups = [
  {
    title: 'Everywhere',
    keys: [
      [['Ctrl', 'K'], 'Find a resource, team, page or action (⌘K on a Mac)'],
      [['/'], 'Go to the filter or search field'],
      [['?'], 'This list'],
      [['Esc'], 'Close what is open'],
    ],
  },
  {
    title: 'Lists',
    keys: [
      [['J'], 'Next row'],
      [['K'], 'Previous row'],
      [['Enter'], 'Open the row'],
    ],
  },
  {
    title: 'In a capacity review',
    keys: [
      [['J'], 'Next item of the agenda'],
      [['K'], 'Previous item'],
      [['A'], 'Accept'],
      [['T'], 'Accept the risk'],
      [['S'], 'Snooze'],
      [['R'], 'Reject'],
      [['D'], 'Needs data'],
      [['P'], 'Print'],
    ],
  },
  {
    title: 'On a chart',
    keys: [[['←', '→'], 'Previous and next point, with Shift by week']],
  },
] as const satisfies readonly {
  readonly title: string
  readonly keys: readonly (readonly [readonly string[], string])[]
}[]

/** Every key of the product. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog label="Keyboard" className="keys" onClose={onClose}>
      <h2>Keyboard</h2>
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {keys.map(([names, text]) => (
              <div key={text}>
                <dt>
                  {names.map((name) => (
                    <kbd key={name}>{name}</kbd>
                  ))}
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <form method="dialog">
        <button type="submit" className="btn">
          Close
        </button>
      </form>
    </Dialog>
  )
}
