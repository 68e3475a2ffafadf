'use client'

type ErrorPageProps = {
  readonly error: Error & { readonly digest?: string }
  readonly retry: () => void
}

/** A page that could not be read. The cause stands in the log under the same digest. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <>
      <div className="head">
        <h1>This page could not be read</h1>
      </div>
      <p className="lede">
        The server met an error while it read the data. Nothing was changed. If it happens again,{' '}
        <span className="mono">npm run doctor</span> says what is wrong, and the log has the cause.
      </p>
      <p className="t2">
        <button type="button" className="btn" onClick={retry}>
          Retry
        </button>{' '}
        {error.digest ? <span className="mut mono">log digest {error.digest}</span> : null}
      </p>
    </>
  )
}
