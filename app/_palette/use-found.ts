import { useEffect, useState } from 'react'
import type { Found } from '#lib/present/find.ts'

const nothing: Found = { resources: [], teams: [] }
const restMs = 80

/** Resources and teams for the text, once the typing rests; what was found before stays until then. */
export function useFound(text: string): { readonly found: Found; readonly failed: boolean } {
  const [state, setState] = useState({ found: nothing, failed: false })
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(
      () => {
        read(text.trim(), stop.signal).then(
          (found) => setState({ found, failed: false }),
          () => {
            if (!stop.signal.aborted) setState({ found: nothing, failed: true })
          },
        )
      },
      text === '' ? 0 : restMs,
    )
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text])
  return state
}

async function read(text: string, signal: AbortSignal): Promise<Found> {
  if (text === '') return nothing
  const response = await fetch(`/find?q=${encodeURIComponent(text)}`, { signal })
  if (!response.ok) throw new Error(`find: status ${response.status}`)
  return response.json()
}
