import { createSignInLink } from '#lib/store/sessions.ts'

/** Where the pages are, and the link that signs in the admin; earlier links that were not used end. */
export async function welcome(url: string): Promise<string> {
  const link = `${url}/sign-in/${await createSignInLink(Date.now())}`
  return `
Headroom is at ${url}
  sign in as admin (once, within the hour): ${link}
  Ctrl-C stops everything.
`
}

/** What to do about a port that is taken. */
export function busyPort(port: number, host: string): string {
  return `Port ${port} on ${host} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`
}
