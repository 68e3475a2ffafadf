import type { ProgressView } from '#lib/present/overview-progress.ts'

/** Counts of the work under way; announced politely, and never covers what is known already. */
export function ProgressNote({ progress }: { readonly progress: ProgressView }) {
  return (
    <section className="notice ov-progress" aria-live="polite">
      <div className="ov-progress-head">
        <b>{progress.title}</b>
        <span className="tn">{progress.text}</span>
      </div>
      {progress.share === undefined ? null : <Bar share={progress.share} label="History complete" />}
      {progress.jobs.length > 0 ? (
        <ul className="ov-jobs">
          {progress.jobs.map((job) => (
            <li key={`${job.name} ${job.text}`} className="tn">
              <span className="mono">{job.name}</span> {job.text}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function Bar({ share, label }: { readonly share: number; readonly label: string }) {
  return <progress className="ov-bar" value={share} max={1} aria-label={label} />
}
