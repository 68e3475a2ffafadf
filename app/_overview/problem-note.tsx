import type { ProblemsView } from '#lib/present/overview-progress.ts'

/** What could not be read, by name; open for few, folded for many. */
export function ProblemNote({ problems: { title, problems } }: { readonly problems: ProblemsView }) {
  return (
    <details className="notice watch ov-problems" open={problems.length <= 2}>
      <summary>
        <b>{title}</b>
      </summary>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.scope} ${problem.code} ${problem.text}`}>
            <b>
              <bdi>{problem.scope}</bdi>
            </b>{' '}
            <span className="mono">{problem.code}</span> {problem.text} {problem.action}
          </li>
        ))}
      </ul>
    </details>
  )
}
